/**
 * The part of CEL in which the rules of our custom resources are written, so that a folder of files
 * is refused with the words of the API server and without one. A rule that uses more than this
 * package knows fails to parse, and a test parses every rule of the shipped CRDs.
 */
@NullMarked
package io.awsposture.cli.cel;

import org.jspecify.annotations.NullMarked;

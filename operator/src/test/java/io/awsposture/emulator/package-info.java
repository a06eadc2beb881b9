/**
 * An AWS to test against: moto, and in front of it a proxy that speaks the wire protocol,
 * misbehaves on demand, corrects what moto gets wrong and writes down every call.
 */
@NullMarked
package io.awsposture.emulator;

import org.jspecify.annotations.NullMarked;

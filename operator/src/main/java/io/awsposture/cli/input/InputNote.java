package io.awsposture.cli.input;

/**
 * Something in the files that was passed over.
 *
 * @param document of the file, from 1
 * @param message what, and why
 */
public record InputNote(String file, int document, String message) {

  /** One line for a person. */
  public String text() {
    return file + " (document " + document + "): " + message;
  }
}

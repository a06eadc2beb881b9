package io.awsposture.cli.input;

/**
 * An object of our group as a file declares it.
 *
 * @param namespace {@code default} where the file names none
 * @param <S> its spec
 */
public record Declared<S>(
    String kind, String namespace, String name, S spec, SourceDocument source) {

  /** Namespace and name, by which it is one and only. */
  public String id() {
    return namespace + "/" + name;
  }

  /** The file that declares it. */
  public String file() {
    return source.file();
  }

  /** The line of its file, from 1, at which this field stands, or what it is missing from. */
  public int line(String field) {
    return source.line(field);
  }

  /** An error about one of its fields. */
  public InputError error(String field, String message) {
    return source.error(kind + " " + id(), field, message);
  }
}

package io.awsposture.cli;

import io.awsposture.cli.CheckCommand.Format;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A form of the result, and where it goes.
 *
 * @param file empty for standard output
 */
record Output(Format format, Optional<Path> file) {

  /** Reads {@code FORMAT} and {@code FORMAT=FILE}. */
  static final class Reading implements ITypeConverter<Output> {
    @Override
    public Output convert(String text) {
      String[] parts = text.split("=", 2);
      try {
        Format format = Format.valueOf(parts[0].toUpperCase(Locale.ROOT));
        return new Output(
            format, parts.length == 1 ? Optional.empty() : Optional.of(Path.of(parts[1])));
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(
            "'" + text + "' is none of table, json, sarif, junit, markdown, or one of them =FILE");
      }
    }
  }

  /** Has it written to its place. */
  void write(Consumer<PrintStream> report, PrintStream standard) {
    if (file.isEmpty()) {
      report.accept(standard);
      return;
    }
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file.get()), false, StandardCharsets.UTF_8)) {
      report.accept(out);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(file.get() + " cannot be written", unwritable);
    }
  }
}

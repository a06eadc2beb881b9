package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One look at AWS, or none, in several forms at once. */
class OutputTest {
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  OutputTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void eachFormGoesToItsPlace() throws IOException {
    int code = check("-o", "junit=" + folder.resolve("x.xml"), "-o", "SARIF", "-o", json("x=y"));
    assertThat(code).as("there is no account").isEqualTo(3);
    ForeignSchemas.sarif(out.toString(StandardCharsets.UTF_8));
    ForeignSchemas.junit(Files.readString(folder.resolve("x.xml")));
    OutputSchema.assertValid(Files.readString(folder.resolve("x=y.json")));
  }

  @Test
  void twoCannotShareStandardOutput() {
    assertThat(check("-o", "json", "-o", "table")).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("only one -o");
    assertThat(out.size()).isZero();
  }

  @Test
  void aFormThatNobodyKnowsIsBadInput() {
    assertThat(check("-o", "pdf=x")).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("'pdf=x' is none of table, json");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsTold() {
    assertThat(check("-o", json("no/such/folder"))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot be written");
  }

  private String json(String name) {
    return "json=" + folder.resolve(name + ".json");
  }

  private int check(String... more) {
    return AwsPosture.run(
        new CommandEnvironment(
            () -> {
              throw new IllegalStateException("AWS is not asked");
            },
            Clock.systemUTC(),
            Map.of(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Progress.NONE),
        Stream.concat(Stream.of("check", "-f", folder.toString()), Stream.of(more))
            .toArray(String[]::new));
  }
}

package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/awsposture} with a Java that prints what it is told to run. */
class CommandScriptTest {
  private final Path folder;

  CommandScriptTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void aBuiltSourceTree() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.copy(ProjectRoot.resolve("bin/awsposture"), folder.resolve("bin/awsposture"));
    Files.createDirectories(folder.resolve("operator/target/quarkus-app"));
    Files.createFile(folder.resolve("operator/target/quarkus-app/quarkus-run.jar"));
    Files.createDirectories(folder.resolve("java/bin"));
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"25.0.1\"\n");
    Path java = Files.writeString(folder.resolve("java/bin/java"), "#!/bin/sh\necho \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void argumentsGoToTheJar() throws Exception {
    Run run = run("check", "-f", "a folder");
    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("-jar " + jar() + " check -f a folder\n");
  }

  @Test
  void withoutArgumentsItTellsWhatThereIsAndStartsNoOperator() throws Exception {
    Run run = run();
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).endsWith("-jar " + jar() + " --help\n");
  }

  @Test
  void whatIsNotBuiltIsSaid() throws Exception {
    Files.delete(folder.resolve("operator/target/quarkus-app/quarkus-run.jar"));
    Run run = run("check");
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(run.err()).contains("make build");
  }

  private record Run(int code, String out, String err) {}

  private Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("sh", folder.resolve("bin/awsposture").toString()));
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
    builder.environment().remove("AWSPOSTURE_JAVA_OPTS");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(errors));
  }

  private Path jar() throws IOException {
    return folder.toRealPath().resolve("operator/target/quarkus-app/quarkus-run.jar");
  }
}

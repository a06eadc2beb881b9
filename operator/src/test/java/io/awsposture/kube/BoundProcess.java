package io.awsposture.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that lives no longer than this JVM, even when the JVM is killed: a shell around it
 * holds a pipe to us and ends the program when the pipe closes.
 */
public final class BoundProcess {

  private static final String SHELL =
      """
      exec 3<&0
      "$@" 3<&- </dev/null &
      program=$!
      { cat <&3 >/dev/null; kill -9 $program 2>/dev/null; } &
      exec 3<&-
      wait $program
      """;

  private final Process process;
  private final Path log;

  private BoundProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the program; what it prints goes to the log. */
  public static BoundProcess start(Path log, Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "sh"));
    command.add(program.toString());
    command.addAll(arguments);
    try {
      return new BoundProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start(),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** The last lines it printed. */
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e + ")";
    }
  }

  /** Ends the program at once and waits until it is gone. */
  public void stop() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

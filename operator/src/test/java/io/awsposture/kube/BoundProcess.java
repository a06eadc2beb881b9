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

  private final Path log;
  private final List<String> command;
  private volatile Process process;

  private BoundProcess(Path log, List<String> command) {
    this.log = log;
    this.command = command;
    this.process = started(log, command);
  }

  /** Starts the program; what it prints goes to the log. */
  public static BoundProcess start(Path log, Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "sh"));
    command.add(program.toString());
    command.addAll(arguments);
    return new BoundProcess(log, command);
  }

  private static Process started(Path log, List<String> command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the program at once and starts it anew, with the same arguments. */
  public void restart() {
    stop();
    process = started(log, command);
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

  /** Holds the program still; it keeps its connections and answers nothing. */
  public void pause() {
    signal("-STOP");
  }

  /** Lets a program that was held still go on. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    List<String> kill = new ArrayList<>(List.of("kill", signal));
    process.descendants().map(child -> String.valueOf(child.pid())).forEach(kill::add);
    try {
      int code = new ProcessBuilder(kill).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", kill) + " exits with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
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

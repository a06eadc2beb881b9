package io.awsposture.cli;

import io.awsposture.Scan;
import io.awsposture.cli.CheckedAccount.Outcome;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whoever waits how far a check is. Safe for use by many threads. */
interface Progress {
  /** Tells nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void begins(String account) {}

        @Override
        public void ended(CheckedAccount account) {}
      };

  /** An account is being read. */
  void begins(String account);

  /** An account is done. */
  void ended(CheckedAccount account);

  /** Lines on a stream. */
  static Progress on(PrintStream stream) {
    return new Progress() {
      @Override
      public void begins(String account) {
        stream.println("reading " + account + " ...");
      }

      @Override
      public void ended(CheckedAccount account) {
        stream.println(
            switch (account.outcome()) {
              case Outcome.Read(Scan.Done scan) ->
                  "read    %s: %d calls, %.1f s"
                      .formatted(
                          account.declared().id(),
                          scan.calls(),
                          (scan.end().toEpochMilli() - scan.start().toEpochMilli()) / 1000.0);
              case Outcome.NotRead(String reason, _) ->
                  "read    %s: %s".formatted(account.declared().id(), reason);
            });
      }
    };
  }

  /** True where somebody looks at the process' error output. */
  static boolean isWatched() {
    Path error = Path.of("/proc/self/fd/2");
    if (Files.isSymbolicLink(error)) {
      try {
        Path target = Files.readSymbolicLink(error);
        return target.startsWith("/dev/pts") || target.startsWith("/dev/tty");
      } catch (IOException _) {
        return false;
      }
    }
    // Elsewhere Java only tells of input and output.
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}

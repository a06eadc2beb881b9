package io.awsposture.trace;

/**
 * A piece of work under way, with its place in the work that it is part of. Safe for use by many
 * threads; never throws.
 */
public interface Span {
  /** Work that nobody watches. */
  Span NONE =
      new Span() {
        @Override
        public Span begin(String name) {
          return this;
        }

        @Override
        public Span with(Fact fact, String value) {
          return this;
        }

        @Override
        public void failed(String why) {}

        @Override
        public void end() {}

        @Override
        public void endWithItsParts() {}
      };

  /** A part of this work begins. */
  Span begin(String name);

  /** Tells more of this work; itself again. */
  Span with(Fact fact, String value);

  /**
   * This work did not come to what it was for.
   *
   * @param why a word or two that cannot hold a secret
   */
  void failed(String why);

  /** This work ends now. */
  void end();

  /** This work was over when the last of its parts ended; now, where none has. */
  void endWithItsParts();
}

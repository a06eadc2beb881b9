package io.awsposture.services.s3;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The buckets that their own policies open to the public. Access control lists are not looked at.
 *
 * @param names in alphabetical order
 * @param unanswered how many buckets were not asked, because there are too many, or did not answer
 */
public record PublicBuckets(List<String> names, int unanswered) {
  private static final int NAMED_AT_MOST = 3;

  /** Buckets in alphabetical order. */
  public PublicBuckets {
    names = names.stream().sorted().toList();
  }

  /** Those of these names. */
  static PublicBuckets of(Collection<String> names, int unanswered) {
    return new PublicBuckets(List.copyOf(names), unanswered);
  }

  /** They in a few words, the first by name. */
  String text() {
    String open =
        names.isEmpty()
            ? "no bucket is public by its policy"
            : "public by policy: "
                + names.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "))
                + (names.size() > NAMED_AT_MOST ? ", ... (" + names.size() + ")" : "");
    return unanswered == 0 ? open : open + ", " + unanswered + " not known";
  }
}

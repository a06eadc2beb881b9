package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the account's enabled Regions are read: those included, or all but those excluded. At
 * most one of the two lists has entries; with neither, every enabled Region is read.
 */
@ValidationRule(
    value = "!(has(self.include) && has(self.exclude))",
    message =
        "regions takes either include or exclude: with include every Region that is not named is left"
            + " out already")
@ValidationRule(
    value = "!has(self.include) || self.include.size() > 0",
    fieldPath = ".include",
    message =
        "include names at least one Region; leave regions out to read every Region the account has"
            + " enabled")
@ValidationRule(
    value = "!has(self.include) || self.include.all(r, r.matches('" + RegionSelection.NAME + "'))",
    fieldPath = ".include",
    message = "include takes names of AWS Regions like eu-west-1, in lower case")
// The schema tells an absent list from an empty one.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RegionSelection(
    @Size(max = 100)
        @JsonPropertyDescription(
            "Read only these Regions. One that the account has not enabled, or that AWS does not"
                + " know, counts as unknown.")
        List<@Size(max = 32) String> include,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Read every Region the account has enabled but these. Each exclusion is shown with its"
                + " reason.")
        List<ExcludedRegion> exclude) {

  /** The shape of a Region's name, as a regular expression for CEL. */
  static final String NAME = "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$";

  /** Every Region the account has enabled. */
  public static final RegionSelection ALL_ENABLED = new RegionSelection(List.of(), List.of());

  public RegionSelection(@Nullable List<String> include, @Nullable List<ExcludedRegion> exclude) {
    this.include = Canonical.list(include);
    this.exclude = Canonical.list(exclude);
  }
}

package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scores of the accounts of a baseline; null while no account has one.
 *
 * @param meanPercent by Security Hub's formula, as is {@code worstPercent}
 * @param frameworks by the strict formula; without those of which no account has a control
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BaselineScore(
    @JsonPropertyDescription("Mean of the accounts' securityHubPercent, rounded down.")
        @Nullable Integer meanPercent,
    @JsonPropertyDescription("securityHubPercent of the worst account.")
        @Nullable Integer worstPercent,
    @JsonPropertyDescription("By framework, after the formula of strictPercent.")
        List<FrameworkScore> frameworks) {

  public BaselineScore {
    frameworks = Canonical.list(frameworks);
  }
}

package io.awsposture.report;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The samples of one scrape of the accounts' metrics. */
final class Samples {
  /** The metrics that are computed at the scrape. */
  static final Set<MetricNames> AT_SCRAPE =
      EnumSet.range(MetricNames.ACCOUNT_INFO, MetricNames.CONTROL_CHANGES);

  private final Map<MetricNames, List<Sample>> byMetric = new EnumMap<>(MetricNames.class);
  private final List<String> infoLabels;

  /**
   * No samples yet.
   *
   * @param ownLabels names of the AwsAccounts' own labels that the info metric carries
   */
  Samples(List<String> ownLabels) {
    AT_SCRAPE.forEach(metric -> byMetric.put(metric, new ArrayList<>()));
    infoLabels = new ArrayList<>(MetricNames.ACCOUNT_INFO.labels());
    ownLabels.forEach(name -> infoLabels.add("label_" + name.replaceAll("[^a-zA-Z0-9_]", "_")));
  }

  /** Adds a sample with a value for each label, in the metric's order. */
  void add(MetricNames metric, double value, String... labelValues) {
    add(metric, value, List.of(labelValues));
  }

  /** Adds a sample with a value for each label, in the metric's order. */
  void add(MetricNames metric, double value, List<String> labelValues) {
    List<String> labels = metric == MetricNames.ACCOUNT_INFO ? infoLabels : metric.labels();
    if (labels.size() != labelValues.size()) {
      throw new IllegalArgumentException(
          metric.metric() + " has labels " + labels + ", not values " + labelValues);
    }
    byMetric
        .getOrDefault(metric, List.of())
        .add(new Sample(metric.metric(), labels, labelValues, value));
  }

  /** All samples by metric, as the Prometheus client wants them. */
  List<MetricFamilySamples> families() {
    return byMetric.entrySet().stream()
        .map(entry ->
            new MetricFamilySamples(
                entry.getKey().metric(),
                switch (entry.getKey().type()) {
                  case GAUGE -> Collector.Type.GAUGE;
                  case COUNTER -> Collector.Type.COUNTER;
                  case HISTOGRAM -> Collector.Type.HISTOGRAM;
                },
                entry.getKey().help(),
                entry.getValue()))
        .toList();
  }
}

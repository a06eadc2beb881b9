{{/* The operator's settings as environment variables: {root, shard, watched}. */}}
{{- define "aws-posture-operator.environment" -}}
{{- $values := .root.Values -}}
{{- $fullname := include "aws-posture-operator.fullname" .root -}}
- name: AWSPOSTURE_INSTALLATION
  value: {{ $values.installation | quote }}
- name: AWSPOSTURE_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: AWSPOSTURE_LEASE
  value: {{ $fullname | quote }}
- name: AWSPOSTURE_SHARDS_COUNT
  value: {{ $values.shards.count | quote }}
- name: AWSPOSTURE_SHARDS_INDEX
  value: {{ .shard.index | quote }}
{{- if not .watched.all }}
- name: AWSPOSTURE_WATCH_NAMESPACES
{{- if eq (list .root.Release.Namespace | toJson) (toJson .watched.names) }}
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
{{- else }}
  value: {{ join "," .watched.names | quote }}
{{- end }}
{{- end }}
{{- range $namespace, $accounts := $values.tenants }}
- name: AWSPOSTURE_NAMESPACES__{{ $namespace | upper | replace "-" "_" }}_
  value: {{ join "," $accounts | quote }}
{{- end }}
{{- with $values.roles.read }}
- name: AWSPOSTURE_READ_ROLE_NAME
  value: {{ . | quote }}
{{- end }}
{{- with $values.roles.write }}
- name: AWSPOSTURE_WRITE_ROLE_NAME
  value: {{ . | quote }}
{{- end }}
{{- with $values.protectedAccounts }}
- name: AWSPOSTURE_PROTECTED_ACCOUNTS
  value: {{ join "," . | quote }}
{{- end }}
- name: AWSPOSTURE_SOAK
  value: {{ $values.soak | quote }}
- name: AWSPOSTURE_WRITES_ENABLED
  value: {{ $values.writes.enabled | quote }}
- name: AWSPOSTURE_WRITES_CONFIG_MAP
  value: {{ $values.writes.configMap.name | quote }}
- name: AWSPOSTURE_WRITES_PER_HOUR
  value: {{ $values.writes.perHour | int64 | quote }}
- name: AWSPOSTURE_WRITES_PER_DAY
  value: {{ $values.writes.perDay | int64 | quote }}
- name: AWSPOSTURE_SCANS_AT_ONCE
  value: {{ $values.scans.atOnce | int64 | quote }}
- name: AWSPOSTURE_SCANS_REGION_DEADLINE
  value: {{ $values.scans.regionDeadline | quote }}
- name: AWSPOSTURE_SCANS_ACCOUNT_DEADLINE
  value: {{ $values.scans.accountDeadline | quote }}
- name: AWSPOSTURE_SCANS_RETRY
  value: {{ $values.scans.retry | quote }}
- name: AWSPOSTURE_SCANS_SPREAD
  value: {{ $values.scans.spread | quote }}
{{- with $values.metricLabels }}
- name: AWSPOSTURE_METRIC_LABELS
  value: {{ join "," . | quote }}
{{- end }}
- name: QUARKUS_LOG_LEVEL
  value: {{ $values.logging.level | quote }}
{{- if not $values.logging.json }}
- name: QUARKUS_LOG_CONSOLE_JSON_ENABLED
  value: "false"
{{- end }}
{{- with $values.aws.region }}
- name: AWS_REGION
  value: {{ . | quote }}
{{- end }}
{{- if not $values.aws.instanceMetadata }}
# The credentials of the node are not the operator's.
- name: AWS_EC2_METADATA_DISABLED
  value: "true"
{{- end }}
{{- with $values.proxy.url }}
# The AWS SDK takes the variable that is called after the proxy's own scheme, and no HTTPS_PROXY. The client of the API server takes
# only HTTPS_PROXY for https, so it goes there without a proxy.
- name: HTTP_PROXY
  value: {{ . | quote }}
{{- end }}
{{- if and $values.proxy.url $values.proxy.exceptions }}
- name: NO_PROXY
  value: {{ join "," $values.proxy.exceptions | quote }}
{{- end }}
{{- if or $values.certificateAuthorities.configMap $values.certificateAuthorities.secret }}
- name: AWSPOSTURE_CA_BUNDLE
  value: /etc/awsposture/authorities/bundle.pem
{{- end }}
{{- if $values.tracing.enabled }}
- name: QUARKUS_OTEL_SDK_DISABLED
  value: "false"
- name: QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ $values.tracing.endpoint | quote }}
- name: QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL
  value: {{ $values.tracing.protocol | quote }}
- name: QUARKUS_OTEL_TRACES_SAMPLER_ARG
  value: {{ $values.tracing.ratio | quote }}
{{- with $values.tracing.headers.secret }}
- name: QUARKUS_OTEL_EXPORTER_OTLP_HEADERS
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $values.tracing.headers.key }}
{{- end }}
{{- with $values.tracing.attributes }}
{{- $pairs := list }}
{{- range $name, $value := . }}
{{- $pairs = append $pairs (printf "%s=%s" $name $value) }}
{{- end }}
- name: QUARKUS_OTEL_RESOURCE_ATTRIBUTES
  value: {{ join "," $pairs | quote }}
{{- end }}
{{- end }}
# Some MiB less of memory.
- name: MALLOC_ARENA_MAX
  value: "2"
{{- with $values.jvmOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ join " " . | quote }}
{{- end }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

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
  value: {{ join "," .watched.names | quote }}
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
- name: MALLOC_ARENA_MAX
  value: "2"
{{- with $values.jvmOptions }}
- name: JAVA_OPTS_APPEND
  value: {{ join " " . | quote }}
{{- end }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What the schema cannot say. Included by the Deployment, so that nothing is installed where it is broken. */}}
{{- define "aws-posture-operator.checks" -}}
{{- if not .Values.installation -}}
{{- fail "\n\ninstallation is required: the id of this installation, such as --set installation=platform-eu.\nWrite roles carry it in their tag awsposture-operator and the external ids are derived from it, so choose it once. It must differ from that of\nevery other installation that reaches the same accounts.\n" -}}
{{- end -}}
{{- if and (has "*" .Values.watchNamespaces) (gt (len .Values.watchNamespaces) 1) -}}
{{- fail "\n\nwatchNamespaces names \"*\", which is all namespaces, and others beside it. Name \"*\" alone, or leave it out.\n" -}}
{{- end -}}
{{- if and .Values.tenants .Values.watchNamespaces (not (has "*" .Values.watchNamespaces)) -}}
{{- range $namespace := keys .Values.tenants | sortAlpha -}}
{{- if not (has $namespace $.Values.watchNamespaces) -}}
{{- fail (printf "\n\ntenants gives accounts to the namespace %s, which watchNamespaces leaves out: its AwsAccounts would never be looked at.\nAdd %s to watchNamespaces, or leave watchNamespaces empty to watch all namespaces.\n" $namespace $namespace) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.certificateAuthorities.configMap .Values.certificateAuthorities.secret -}}
{{- fail "\n\ncertificateAuthorities names a ConfigMap and a Secret: name one of them.\n" -}}
{{- end -}}
{{- if gt (int .Values.writes.perHour) (int .Values.writes.perDay) -}}
{{- fail (printf "\n\nwrites.perHour (%d) is more than writes.perDay (%d), so it would never be reached.\n" (int .Values.writes.perHour) (int .Values.writes.perDay)) -}}
{{- end -}}
{{- $named := .Values.serviceAccount.name -}}
{{- if and (not .Values.serviceAccount.create) (not $named) -}}
{{- fail "\n\nserviceAccount.create is false, so serviceAccount.name has to say which ServiceAccount there is.\n" -}}
{{- end -}}
{{- end -}}

{{/* Names of the users that apply what was reviewed, a JSON list. */}}
{{- define "aws-posture-operator.admission.gitOpsUsers" -}}
{{- $users := list -}}
{{- range .Values.admission.gitOpsServiceAccounts -}}
{{- $users = append $users (printf "system:serviceaccount:%s:%s" .namespace .name) -}}
{{- end -}}
{{- if and (not $users) (not .Values.admission.breakGlassGroups) -}}
{{- fail "admission.gitOpsServiceAccounts is empty, so nobody could write any of our custom resources: name the service accounts that apply them, like {namespace: flux-system, name: kustomize-controller}" -}}
{{- end -}}
{{- $users | toJson -}}
{{- end -}}

{{/* The user name of the operator itself. */}}
{{- define "aws-posture-operator.admission.operatorUser" -}}
system:serviceaccount:{{ .Release.Namespace }}:{{ include "aws-posture-operator.serviceAccountName" . }}
{{- end -}}

{{/* The beginning of the policies' names, which no other release of the cluster has. */}}
{{- define "aws-posture-operator.admission.name" -}}
{{- printf "%s.%s" .Release.Namespace (include "aws-posture-operator.fullname" .) -}}
{{- end -}}

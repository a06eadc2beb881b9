{{/* The name of the application, for the label app.kubernetes.io/name. */}}
{{- define "aws-posture-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
The name of everything in a namespace. At most 53 characters, as many as a release's name may have: so that two releases never
come to one name, and a suffix like -12 still fits into the 63 characters of a DNS label.
*/}}
{{- define "aws-posture-operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The name of what stands outside namespaces: no other release of the cluster has it. */}}
{{- define "aws-posture-operator.clusterName" -}}
{{- printf "%s:%s" .Release.Namespace (include "aws-posture-operator.fullname" .) -}}
{{- end -}}

{{- define "aws-posture-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "aws-posture-operator.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* Labels that choose the operator's pods; they never change. */}}
{{- define "aws-posture-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "aws-posture-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{/* Labels of every object. What people add never takes the place of ours. */}}
{{- define "aws-posture-operator.labels" -}}
{{- include "aws-posture-operator.merged" (dict "ours" (include "aws-posture-operator.ownLabels" . | fromYaml) "more" .Values.commonLabels) -}}
{{- end -}}

{{- define "aws-posture-operator.ownLabels" -}}
app.kubernetes.io/name: {{ include "aws-posture-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: {{ .Chart.Name }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{/* Labels of what belongs to the operator's pods: {root, shard, more}; shard and more may be left out. */}}
{{- define "aws-posture-operator.operatorLabels" -}}
{{- $ours := include "aws-posture-operator.ownLabels" .root | fromYaml -}}
{{- $_ := set $ours "app.kubernetes.io/component" "operator" -}}
{{- with .shard -}}
{{- $_ := set $ours "awsposture.io/shard" .label -}}
{{- end -}}
{{- include "aws-posture-operator.merged" (dict "ours" $ours "more" (merge (dict) (default dict .more) .root.Values.commonLabels)) -}}
{{- end -}}

{{- define "aws-posture-operator.merged" -}}
{{- toYaml (merge (dict) .ours .more) -}}
{{- end -}}

{{- define "aws-posture-operator.image" -}}
{{- $tag := default .Chart.AppVersion .Values.image.tag -}}
{{- if .Values.image.digest -}}
{{- printf "%s:%s@%s" .Values.image.repository $tag .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository $tag -}}
{{- end -}}
{{- end -}}

{{/*
The port of an address: the one it names, else that of its scheme.
*/}}
{{- define "aws-posture-operator.portOf" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- if $port -}}
{{- $port -}}
{{- else -}}
{{- ternary "443" "80" (eq $url.scheme "https") -}}
{{- end -}}
{{- end -}}

{{/*
The namespaces whose custom resources are watched, as JSON {"all": BOOLEAN, "names": [...]}: those that are named, else all where
tenants say who may use which account, else the release's own.
*/}}
{{- define "aws-posture-operator.watched" -}}
{{- $named := .Values.watchNamespaces -}}
{{- if has "*" $named -}}
{{- dict "all" true "names" list | toJson -}}
{{- else if $named -}}
{{- dict "all" false "names" ($named | uniq | sortAlpha) | toJson -}}
{{- else if .Values.tenants -}}
{{- dict "all" true "names" list | toJson -}}
{{- else -}}
{{- dict "all" false "names" (list .Release.Namespace) | toJson -}}
{{- end -}}
{{- end -}}

{{/* The suffix of each shard, as JSON: one without suffix, else -0, -1, ... */}}
{{- define "aws-posture-operator.shards" -}}
{{- $shards := list -}}
{{- $count := int .Values.shards.count -}}
{{- range $index := until $count -}}
{{- if eq $count 1 -}}
{{- $shards = append $shards (dict "index" 0 "suffix" "" "label" "all") -}}
{{- else -}}
{{- $shards = append $shards (dict "index" $index "suffix" (printf "-%d" $index) "label" (printf "%d" $index)) -}}
{{- end -}}
{{- end -}}
{{- dict "list" $shards | toJson -}}
{{- end -}}

{{/* Labels of the pod of `helm test`; never those of the operator's pods. */}}
{{- define "aws-posture-operator.testSelectorLabels" -}}
app.kubernetes.io/name: {{ include "aws-posture-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: test
{{- end -}}

{{/* The domains of AWS in the partitions that are named, as JSON. */}}
{{- define "aws-posture-operator.domains" -}}
{{- $known := dict "aws" (list "amazonaws.com") "aws-us-gov" (list "amazonaws.com") "aws-cn" (list "amazonaws.com.cn") "aws-eusc" (list "amazonaws.eu") -}}
{{- $domains := list -}}
{{- range .Values.networkPolicy.cilium.partitions -}}
{{- $domains = concat $domains (get $known .) -}}
{{- end -}}
{{- $domains | uniq | toJson -}}
{{- end -}}

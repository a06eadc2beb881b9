# What the AWS Posture Operator takes to hold accounts against the baseline security/foundation,
# were its mode Enforce.
# Written by `awsposture iam-policy -o terraform`; write it anew when the baseline changes.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "operator_role_arn" {
  description = "ARN of the operator's own role."
  type        = string
}

variable "external_id" {
  description = "External id of the operator and of the AwsAccount's namespace: status.externalId shows it."
  type        = string
}

variable "installation" {
  description = "Id of the one operator that may change the account: AWSPOSTURE_INSTALLATION."
  type        = string
}

variable "organization_id" {
  description = "Id of the organization whose principals are trusted; null: any."
  type        = string
  default     = null
}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  trust_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "TrustOperator"
        Effect = "Allow"
        Principal = {
          AWS = var.operator_role_arn
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = merge(
            { "sts:ExternalId" = var.external_id },
            var.organization_id == null ? {} : { "aws:PrincipalOrgID" = var.organization_id },
          )
        }
      },
    ]
  })
}

resource "aws_iam_role" "read" {
  name               = "read"
  path               = "/posture/"
  description        = "AWS Posture Operator reads the account"
  assume_role_policy = local.trust_policy
}

resource "aws_iam_policy" "read" {
  name = "awsposture-read"
  path = "/posture/"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "ReadPosture"
        Effect = "Allow"
        Action = [
          "cloudtrail:DescribeTrails",
          "cloudtrail:GetEventSelectors",
          "cloudtrail:GetTrailStatus",
          "cloudtrail:ListTags",
          "cloudtrail:ListTrails",
          "config:DescribeConfigurationRecorderStatus",
          "config:DescribeConfigurationRecorders",
          "config:DescribeDeliveryChannelStatus",
          "config:DescribeDeliveryChannels",
          "config:ListTagsForResource",
          "ec2:DescribeImageAttribute",
          "ec2:DescribeImages",
          "ec2:DescribeRegions",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSnapshotAttribute",
          "ec2:DescribeSnapshots",
          "ec2:GetEbsDefaultKmsKeyId",
          "ec2:GetEbsEncryptionByDefault",
          "ec2:GetManagedPrefixListEntries",
          "guardduty:GetAdministratorAccount",
          "guardduty:GetDetector",
          "guardduty:ListDetectors",
          "iam:GenerateCredentialReport",
          "iam:GetAccountPasswordPolicy",
          "iam:GetAccountSummary",
          "iam:GetCredentialReport",
          "iam:GetRole",
          "iam:ListVirtualMFADevices",
          "kms:DescribeKey",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListAliases",
          "kms:ListKeys",
          "kms:ListResourceTags",
          "organizations:DescribeEffectivePolicy",
          "organizations:DescribeOrganization",
          "s3:GetAccountPublicAccessBlock",
          "s3:GetBucketLocation",
          "s3:GetBucketPolicy",
          "s3:GetBucketPolicyStatus",
          "s3:ListAllMyBuckets",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.read.name
  policy_arn = aws_iam_policy.read.arn
}

output "read_role_arn" {
  value = aws_iam_role.read.arn
}

resource "aws_iam_role" "write" {
  name               = "write"
  path               = "/posture/"
  description        = "AWS Posture Operator mends the account"
  assume_role_policy = local.trust_policy
  tags = {
    awsposture-operator = var.installation
  }
}

resource "aws_iam_policy" "write" {
  name = "awsposture-write"
  path = "/posture/"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "ChangePosture"
        Effect = "Allow"
        Action = [
          "cloudtrail:PutEventSelectors",
          "cloudtrail:StartLogging",
          "cloudtrail:UpdateTrail",
          "config:PutConfigurationRecorder",
          "config:PutDeliveryChannel",
          "config:StartConfigurationRecorder",
          "config:TagResource",
          "ec2:EnableEbsEncryptionByDefault",
          "guardduty:CreateDetector",
          "guardduty:TagResource",
          "guardduty:UpdateDetector",
          "iam:UpdateAccountPasswordPolicy",
        ]
        Resource = "*"
      },
      {
        Sid    = "AddTagsAndCreateTrail"
        Effect = "Allow"
        Action = [
          "cloudtrail:AddTags",
          "cloudtrail:CreateTrail",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:cloudtrail:*:${data.aws_caller_identity.current.account_id}:trail/posture"
      },
      {
        Sid    = "CreateServiceLinkedRole"
        Effect = "Allow"
        Action = [
          "iam:CreateServiceLinkedRole",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/config.amazonaws.com/*"
        Condition = {
          StringEquals = {
            "iam:AWSServiceName" = "config.amazonaws.com"
          }
        }
      },
      {
        Sid    = "CreateServiceLinkedRole2"
        Effect = "Allow"
        Action = [
          "iam:CreateServiceLinkedRole",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/guardduty.amazonaws.com/*"
        Condition = {
          StringEquals = {
            "iam:AWSServiceName" = "guardduty.amazonaws.com"
          }
        }
      },
      {
        Sid    = "PassRole"
        Effect = "Allow"
        Action = [
          "iam:PassRole",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "config.amazonaws.com"
          }
        }
      },
      {
        Sid    = "EnableKeyRotation"
        Effect = "Allow"
        Action = [
          "kms:EnableKeyRotation",
        ]
        Resource = "*"
        Condition = {
          StringEquals = {
            "aws:ResourceTag/awsposture-operator" = "$${aws:PrincipalTag/awsposture-operator}"
          }
        }
      },
      {
        Sid    = "NeverWeaken"
        Effect = "Deny"
        Action = [
          "cloudtrail:DeleteTrail",
          "cloudtrail:StopLogging",
          "config:DeleteConfigurationRecorder",
          "guardduty:DeleteDetector",
          "iam:CreateAccessKey",
          "iam:CreateUser",
          "kms:ScheduleKeyDeletion",
          "macie2:DisableMacie",
          "s3:BypassGovernanceRetention",
          "s3:DeleteBucket",
          "securityhub:DisableSecurityHub",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "write" {
  role       = aws_iam_role.write.name
  policy_arn = aws_iam_policy.write.arn
}

output "write_role_arn" {
  value = aws_iam_role.write.arn
}

"""The only rooms that import boto3: DynamoDB, S3 and SQS."""

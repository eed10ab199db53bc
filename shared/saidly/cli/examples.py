"""Examples of each command, as its help shows them; data."""

EXAMPLES = {
    "read": ("saidly read page.html --json", "saidly read https://www.example.com/story"),
    "submit": ("saidly submit --wait https://www.example.com/story",),
    "get": (
        "saidly get ID",
        "saidly get --publisher example.com --from 2026-11-01 --change headline",
        "saidly get --status failed",
        "saidly get --status queued --publisher example.com",
    ),
    "statements": (
        "saidly statements --speaker 'ada lind' --words 'harbour fees'",
        "saidly statements --speaker 'ada lind' --act warn",
        "saidly statements --publisher example.com --json | jq '.statements[].link'",
    ),
    "export": (
        "saidly export statements --speaker person:ada-lind > lind.csv",
        "saidly export articles --publisher example.com --format jsonl",
    ),
    "changes": (
        "saidly changes --since 2026-11-24 --class statement",
        "saidly changes --publisher example.com --json | jq '.changes[].article.url'",
    ),
    "versions": ("saidly versions ID", "saidly versions https://www.example.com/story"),
    "diff": ("saidly diff ID", "saidly diff ID --from 1 --to 4 --json | jq .statements"),
    "sources": (
        "saidly sources propose https://www.example.com/",
        "saidly sources add example --feed https://www.example.com/rss.xml --exclude '/sport/**'",
        "saidly sources show example",
        "saidly sources list --json | jq '.[] | select(.health.state != \"well\") | .id'",
    ),
    "tokens": ("saidly tokens add desk --scopes read --days 30", "saidly tokens revoke desk"),
    "redrive": ("saidly redrive fetch", "saidly redrive extract --queue-url https://…"),
    "takedown": ("saidly takedown ID", "saidly takedown --publisher example.com"),
    "capture": ("saidly capture ID --warc story.warc.gz", "saidly capture ID --verify"),
    "costs": ("saidly costs", "saidly costs --month 2026-10 --json | jq .usd"),
    "doctor": ("saidly doctor", "saidly doctor --stack saidly --api https://… --token $TOKEN"),
    "up": ("saidly local up --once",),
    "completion": ("saidly completion bash > ~/.local/share/bash-completion/completions/saidly",),
}

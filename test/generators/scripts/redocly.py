import json
import os

from client import ApiError, Client, CreateUserRequest, LogInRequest

url = os.environ["ROSTER_URL"]
usernames = [f"{os.environ['ROSTER_PREFIX']}.{letter}" for letter in "abc"]

tokens = Client(url).log_in(LogInRequest(os.environ["ROSTER_USERNAME"], os.environ["ROSTER_PASSWORD"]))
client = Client(url, auth={"bearer": tokens.access_token})


def problem_of(call):
    try:
        call()
    except ApiError as error:
        return error
    raise AssertionError("A problem was expected.")


created = [client.create_user(CreateUserRequest(username=username)) for username in usernames]

listed = []
pages = 0
cursor = None
while True:
    page = client.list_users(limit=2, cursor=cursor)
    pages += 1
    listed += [user.username for user in page.data]
    cursor = page.page.next_cursor
    if cursor is None:
        break

refused = problem_of(lambda: client.create_user(CreateUserRequest(username="x")))

for user in created:
    client.delete_user(user.id)
gone = problem_of(lambda: client.get_user(created[0].id))

print(
    json.dumps(
        {
            "created": [user.version for user in created],
            "isPaged": pages > 1,
            "listed": sorted(name for name in listed if name in usernames),
            "status": refused.status,
            "code": refused.body["code"],
            "loc": refused.body["errors"][0]["loc"],
            "missing": gone.body["code"],
        }
    )
)

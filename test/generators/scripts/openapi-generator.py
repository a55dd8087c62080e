import json
import os

from openapi_client import ApiClient, ApiException, Configuration, SessionsApi, UsersApi
from openapi_client.models import CreateUserRequest, LogInRequest

configuration = Configuration(host=os.environ["ROSTER_URL"])
usernames = [f"{os.environ['ROSTER_PREFIX']}.{letter}" for letter in "abc"]

credentials = LogInRequest(username=os.environ["ROSTER_USERNAME"], password=os.environ["ROSTER_PASSWORD"])
tokens = SessionsApi(ApiClient(configuration)).log_in(credentials)
configuration.access_token = tokens.access_token
users = UsersApi(ApiClient(configuration))


def problem_of(call):
    try:
        call()
    except ApiException as error:
        return error
    raise AssertionError("A problem was expected.")


created = [users.create_user(CreateUserRequest(username=username)) for username in usernames]

listed = []
pages = 0
cursor = None
while True:
    page = users.list_users(limit=2, **({} if cursor is None else {"cursor": cursor}))
    pages += 1
    listed += [user.username for user in page.data]
    cursor = page.page.next_cursor
    if cursor is None:
        break

refused = problem_of(lambda: users.create_user(CreateUserRequest(username="xxx!")))
problem = json.loads(refused.body)

for user in created:
    users.delete_user(user.id)
gone = problem_of(lambda: users.get_user(created[0].id))

print(
    json.dumps(
        {
            "created": [user.version for user in created],
            "isPaged": pages > 1,
            "listed": sorted(name for name in listed if name in usernames),
            "status": refused.status,
            "code": problem["code"],
            "loc": problem["errors"][0]["loc"],
            "missing": json.loads(gone.body)["code"],
        }
    )
)

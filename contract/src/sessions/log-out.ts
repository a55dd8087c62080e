import { session } from '../access.ts';
import { defineOperation } from '../operation.ts';

export const logOut = defineOperation({
  operationId: 'logOut',
  method: 'POST',
  path: '/auth/logout',
  tag: 'Sessions',
  summary: 'Log out',
  description: 'Ends the session of this request; other sessions of the user go on. Cookies are taken back.',
  access: session,
  allowedBeforePasswordChange: true,
  success: { status: 204, description: 'The session has ended.', cookies: true },
  problems: [],
});

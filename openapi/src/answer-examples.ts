import type { OperationId } from '@roster/contract';

const newUser = {
  role: 'viewer',
  roles: ['viewer'],
  permissions: [],
  servers: [],
  groups: [],
  metadata: {},
  lastLoginAt: null,
  lastSeenAt: null,
};

/** The fields in which the answer to the example request differs from the general example of its schema. */
export const answerExamples: { readonly [Id in OperationId]?: Readonly<Record<string, unknown>> } = {
  createUser: newUser,
  updateUser: { displayName: 'Jane R. Roe', updatedAt: '2026-03-15T10:00:00.000Z', version: 2 },
  updateUserPermissions: {
    permissions: ['stats:read', 'users:read'],
    updatedAt: '2026-03-15T10:00:00.000Z',
    version: 2,
  },
  setUserStatus: { status: 'disabled', isActive: false, updatedAt: '2026-03-15T10:00:00.000Z', version: 2 },
  getUserStats: {
    totalUsers: 42,
    adminUsers: 2,
    regularUsers: 40,
    byStatus: { pending: 3, active: 38, disabled: 1 },
    byRole: [
      { name: 'super_admin', count: 1 },
      { name: 'admin', count: 1 },
      { name: 'editor', count: 10 },
      { name: 'viewer', count: 30 },
    ],
    usersPerServer: [{ name: 'eu-1', count: 25 }],
    usersPerGroup: [{ name: 'support', count: 7 }],
    distinctServers: 1,
    distinctGroups: 1,
    createdLast30Days: 5,
    activeLast30Days: 31,
  },
};

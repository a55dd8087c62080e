import { superPassword } from '../support/service.ts';
import type { Person } from './cast.ts';
import type { Contender, Race } from './race.ts';

function transfer(by: Person, to: Person): Contender {
  return {
    by,
    run: (client) => client.raw.transferSuper({ targetUserId: to.id, currentPassword: superPassword }),
  };
}

/** One super admin, on two devices, to two people. */
export const transferAgainstTransfer: Race = async (cast) => {
  const [here, there] = [await cast.superAdmin(), await cast.superAdmin()];
  const [one, other] = [await cast.person(), await cast.person()];
  const old = 'admin active +1 signed in';
  const chosen = 'super_admin active +1 signed out';
  const passedOver = 'viewer active +0 signed in';
  return {
    contenders: [transfer(here, one), transfer(there, other)],
    endings: [
      { first: 0, outcomes: ['ok', 'super-required'], state: [old, old, chosen, passedOver] },
      { first: 1, outcomes: ['super-required', 'ok'], state: [old, old, passedOver, chosen] },
    ],
  };
};

/** The target becomes the super admin, or is disabled; never both. */
export const transferAgainstDisable: Race = async (cast) => {
  const [superAdmin, admin] = [await cast.superAdmin(), await cast.person({ role: 'admin' })];
  const target = await cast.person();
  const bystander = 'admin active +0 signed in';
  return {
    contenders: [
      transfer(superAdmin, target),
      { by: admin, run: (client) => client.raw.setUserStatus({ user: target.id, isActive: false }) },
    ],
    endings: [
      {
        first: 0,
        outcomes: ['ok', 'super-protected'],
        state: ['admin active +1 signed in', bystander, 'super_admin active +1 signed out'],
      },
      {
        first: 1,
        outcomes: ['transfer-target-refused', 'ok'],
        state: ['super_admin active +0 signed in', bystander, 'viewer disabled +1 signed out'],
      },
    ],
  };
};

/** The target becomes the super admin, or is deleted; never both. */
export const transferAgainstDelete: Race = async (cast) => {
  const [superAdmin, admin] = [await cast.superAdmin(), await cast.person({ role: 'admin' })];
  const target = await cast.person();
  const bystander = 'admin active +0 signed in';
  return {
    contenders: [
      transfer(superAdmin, target),
      { by: admin, run: (client) => client.raw.deleteUser({ user: target.id }) },
    ],
    endings: [
      {
        first: 0,
        outcomes: ['ok', 'super-protected'],
        state: ['admin active +1 signed in', bystander, 'super_admin active +1 signed out'],
      },
      {
        first: 1,
        outcomes: ['user-not-found', 'ok'],
        state: ['super_admin active +0 signed in', bystander, 'gone'],
      },
    ],
  };
};

/** The target is the super admin in the end; a role that was taken before is no obstacle, one taken after is refused. */
export const transferAgainstDemote: Race = async (cast) => {
  const [superAdmin, admin] = [await cast.superAdmin(), await cast.person({ role: 'admin' })];
  const target = await cast.person({ role: 'admin' });
  const [old, bystander] = ['admin active +1 signed in', 'admin active +0 signed in'];
  return {
    contenders: [
      transfer(superAdmin, target),
      { by: admin, run: (client) => client.raw.updateUser({ user: target.id, role: 'viewer' }) },
    ],
    endings: [
      {
        first: 0,
        outcomes: ['ok', 'super-protected'],
        state: [old, bystander, 'super_admin active +1 signed out'],
      },
      { first: 1, outcomes: ['ok', 'ok'], state: [old, bystander, 'super_admin active +2 signed out'] },
    ],
  };
};

export const superRaces = {
  'transfer against transfer': transferAgainstTransfer,
  'transfer against disabling the target': transferAgainstDisable,
  'transfer against deleting the target': transferAgainstDelete,
  'transfer against demoting the target': transferAgainstDemote,
} as const;

/**
 * Demo training commune — xã tập huấn của bản trình diễn.
 *
 * An official and a leader who may try everything, and two virtual speakers that no box will ever be:
 * the server refuses to enrol one there.
 */
import { TRAINING_COMMUNE } from '@loaso/shared/training';
import { type Account, account } from './accounts.js';
import { call, type Session } from './client.js';

const WHERE = 'xã tập huấn, không có loa thật';
const SPEAKERS = ['Cụm loa ảo 1', 'Cụm loa ảo 2'] as const;

/** @returns the accounts that were made, to be printed */
export async function openTraining(admin: Session): Promise<Account[]> {
  const people = [
    account(['tap.canbo', 'Người Tập Soạn'], 'official', TRAINING_COMMUNE, WHERE),
    account(['tap.lanhdao', 'Người Tập Duyệt'], 'approver', TRAINING_COMMUNE, WHERE),
  ];
  for (const { where: _where, ...person } of people)
    await call(admin, 'POST', '/api/users', person);
  for (const name of SPEAKERS) {
    const areaId = TRAINING_COMMUNE;
    await call(admin, 'POST', '/api/devices', { name, areaId, position: null });
  }
  return people;
}

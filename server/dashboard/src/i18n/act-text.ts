/**
 * Acts in words — việc đã làm, bằng lời.
 *
 * Names of acts in the system log and in a bulletin's history, told in everyday words; an act of a
 * newer server is shown by its name rather than hidden.
 */
import type { Translate } from './format.js';

const ACTS = [
  'bulletin.import',
  'bulletin.change',
  'bulletin.remove',
  'bulletin.voice',
  'bulletin.clip',
  'bulletin.submit',
  'bulletin.approve',
  'bulletin.reject',
  'bulletin.withdraw',
  'bulletin.record',
  'bulletin.variant',
  'bulletin.variant-removed',
  'bulletin.divide',
  'bulletin.unite',
  'bulletin.reread',
  'lexicon.add',
  'lexicon.remove',
  'area.settings',
  'entry.add',
  'entry.cancel',
  'entry.renew',
  'entry.edit',
  'entry.leave-out',
  'entry.undo',
  'area.day',
  'device.register',
  'device.enrolment-code',
  'device.enrol',
  'device.revoke',
  'device.stop',
  'device.report',
  'device.fetch-plan',
  'device.restart-agent',
  'device.clone-suspected',
  'device.ahead',
  'device.equivocation',
  'device.root-cut-off',
  'user.add',
  'user.install',
  'user.change',
  'session.login',
  'session.logout',
  'relay.add',
  'relay.approve',
  'relay.reject',
  'relay.withdraw',
  'delegation.add',
  'delegation.end',
  'emergency.start',
  'emergency.confirm',
  'emergency.veto',
  'emergency.stop',
  'emergency.lapse',
  'emergency.second-wanted',
  'emergency.resume',
  'factor.begin',
  'factor.confirm',
  'signer.release-hold',
  'publication.halt',
  'publication.go-on',
  'publication.resume',
  'publication.give-up',
  'incident.acknowledge',
  'incident.take',
  'incident.leave',
  'incident.note',
  'registry.hamlets',
  'registry.clusters',
  'registry.move',
  'maintenance.planned',
  'maintenance.ended',
  'contact.add',
  'contact.change',
  'contact.remove',
  'contact.try',
] as const;

/** 'bulletin.submit' or 'login' → 'gửi duyệt', 'đăng nhập'. */
export function actText(act: string, t: Translate): string {
  const known = ACTS.find((one) => one === act || one === `session.${act}`);
  return known === undefined ? act : t(`office.act.${known}`);
}

/** A bare fingerprint says nothing to a reader. */
export const isFingerprint = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

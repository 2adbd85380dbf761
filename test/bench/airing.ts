/**
 * A daily airing — một lượt phát hằng ngày.
 *
 * What a box needs to have a plan with files in it: a notice made, approved and scheduled as people do.
 */
import { instant, localDateOf } from '@loaso/shared/time';
import { type People, QUY_NHON } from '../../deploy/demo/accounts.js';
import { call } from '../../deploy/demo/client.js';
import { approve, importText, NOTICES, voice } from '../../deploy/demo/content.js';

/** At 05:00 from tomorrow on, so that nothing sounds while something is measured. */
export async function airDaily({ official, approver }: People): Promise<void> {
  const draft = await importText(official, QUY_NHON, NOTICES.quyNhon);
  const { id } = await voice(official, draft.id, () => undefined);
  await approve(official, approver, id);
  const from = localDateOf(instant(Date.now() + 86_400_000));
  await call(official, 'POST', '/api/entries', {
    areaId: QUY_NHON,
    title: 'Đo lúc nghỉ',
    bulletinIds: [id],
    target: { areaIds: [QUY_NHON], deviceIds: [] },
    rule: { kind: 'daily', minutes: [300], from, until: null },
  });
}

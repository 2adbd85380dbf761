/**
 * Demo content — nội dung trình diễn.
 *
 * A short notice of each commune that airs within the first two minutes and daily at 05:00 and
 * 17:00, made the way an official makes it; and the whole Decision 1462/QĐ-UBND, voiced by one
 * action with its progress shown.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, type Session, until } from './client.js';
import { ROOT } from './processes.js';

export const DECISION = join(ROOT, 'server', 'samples', 'qd-1462-ubnd-binh-dinh-2025.txt');

export const NOTICES = {
  quyNhon: `THÔNG BÁO
Về việc phổ biến pháp luật qua loa truyền thanh
Thực hiện Quyết định số 1462/QĐ-UBND ngày 26/4/2025 của UBND tỉnh, từ nay mỗi ngày lúc 5h00 và 17h00, UBND phường Quy Nhơn phổ biến, giáo dục pháp luật (PBGDPL) qua hệ thống loa truyền thanh cơ sở số.
Mời bà con đón nghe.`,
  anNhon: `THÔNG BÁO
Về lịch phát thanh pháp luật của phường An Nhơn
Thực hiện điểm 4.5.d Phụ lục kèm theo Quyết định số 1462/QĐ-UBND, UBND phường An Nhơn phát thanh bản tin pháp luật hai buổi mỗi ngày, mỗi buổi không quá 15 phút. Ý kiến góp ý xin gọi số 0256 3835 123.`,
  flood: `CẢNH BÁO KHẨN CẤP
Nước lũ trên sông Hà Thanh đang lên rất nhanh. Bà con ở khu vực ven sông lập tức di chuyển lên nơi cao, mang theo người già và trẻ em. Không đi qua ngầm, tràn khi nước chảy xiết.`,
};

type Job = { id: string; state: string; progress: number; problem: string | null };
export type MadeBulletin = {
  id: string;
  title: string;
  state: string;
  durationMs: number;
  clip: { sha256: string; durationMs: number } | null;
  script: { sentences: unknown[]; dropped: { text: string; reason: string }[] };
};

export async function importText(
  official: Session,
  areaId: string,
  text: string,
  priority: 'normal' | 'emergency' = 'normal',
): Promise<MadeBulletin> {
  const { bulletin } = await call<{ bulletin: MadeBulletin }>(official, 'POST', '/api/bulletins', {
    areaId,
    text,
    priority,
  });
  return bulletin;
}

/** One action: everything from script to mastered clip; `onProgress` sees 0..1. */
export async function voice(
  official: Session,
  id: string,
  onProgress: (progress: number) => void,
): Promise<MadeBulletin> {
  const { job } = await call<{ job: Job }>(official, 'POST', `/api/bulletins/${id}/voice`, {});
  await until(`audio of ${id}`, { everyMs: 250, limitMs: 900_000 }, async () => {
    const now = (await call<{ job: Job }>(official, 'GET', `/api/jobs/${job.id}`)).job;
    onProgress(now.progress);
    if (now.state === 'failed' || now.state === 'cancelled')
      throw new Error(`voicing ${id}: ${now.problem ?? now.state}`);
    return now.state === 'done' ? now : null;
  });
  return (await call<{ bulletin: MadeBulletin }>(official, 'GET', `/api/bulletins/${id}`)).bulletin;
}

export async function approve(official: Session, approver: Session, id: string): Promise<void> {
  await call(official, 'POST', `/api/bulletins/${id}/submit`, {});
  await call(approver, 'POST', `/api/bulletins/${id}/approve`, {});
}

/** Without greeting and farewell: nobody waits for them in an emergency. */
export async function bareBody(official: Session, draft: MadeBulletin): Promise<void> {
  const sentences = draft.script.sentences as readonly { readonly kind: string }[];
  const leaveOut = sentences.flatMap(({ kind }, index) => (kind === 'body' ? [] : [index]));
  await call(official, 'PATCH', `/api/bulletins/${draft.id}`, { leaveOut });
}

/** Approved in advance: from then on it lies on every box of the commune. */
export async function prepareWarning(
  official: Session,
  approver: Session,
  areaId: string,
): Promise<MadeBulletin> {
  const draft = await importText(official, areaId, NOTICES.flood);
  await call(official, 'PATCH', `/api/bulletins/${draft.id}`, { priority: 'emergency' });
  await bareBody(official, draft);
  const voiced = await voice(official, draft.id, () => undefined);
  await approve(official, approver, voiced.id);
  return voiced;
}

/** The whole decision as a bulletin of its own, for the library. */
export async function voiceDecision(official: Session, areaId: string): Promise<MadeBulletin> {
  const draft = await importText(official, areaId, readFileSync(DECISION, 'utf8'));
  let shown = -10;
  return voice(official, draft.id, (progress) => {
    const percent = Math.floor(progress * 100);
    if (percent < shown + 10) return;
    shown = percent;
    process.stdout.write(`  Quyết định 1462 thành tiếng: ${percent} %\n`);
  });
}

export type Scheduled = { entryId: string; at: number };

/** An airing at `at` now, and daily at 05:00 and 17:00 from tomorrow on. */
export async function schedule(
  official: Session,
  bulletin: MadeBulletin,
  where: { areaId: string; at: number; from: string },
): Promise<Scheduled> {
  const line = (title: string, rule: unknown) => ({
    areaId: where.areaId,
    title,
    bulletinIds: [bulletin.id],
    target: { areaIds: [where.areaId], deviceIds: [] },
    rule,
  });
  await call(
    official,
    'POST',
    '/api/entries',
    line(`${bulletin.title} (hằng ngày)`, {
      kind: 'daily',
      minutes: [300, 1020],
      from: where.from,
      until: null,
    }),
  );
  const { entry } = await call<{ entry: { id: string } }>(
    official,
    'POST',
    '/api/entries',
    line(bulletin.title, { kind: 'once', at: where.at }),
  );
  return { entryId: entry.id, at: where.at };
}

/**
 * Demo — bản trình diễn trọn việc chính.
 *
 * From a legal text to three boxes and back: starts the real server and the real agents, does by
 * HTTP what people do, waits for the airings, and holds what came back against what was planned.
 * ONCE=1 ends with the proof as one JSON line; otherwise it keeps running and prints who can log in.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatLocal, instant, localDateOf } from '@loaso/shared/time';
import { AN_NHON, bringIn, makeAccounts, type People, printable, QUY_NHON } from './accounts.js';
import { type Box, boxesIn, deviceOf, enrolBox, readyBox, runBox } from './boxes.js';
import { until } from './client.js';
import { codesFor, wordsFor } from './codes.js';
import {
  approve,
  importText,
  type MadeBulletin,
  NOTICES,
  prepareWarning,
  schedule,
  voice,
  voiceDecision,
} from './content.js';
import { forgeryAccepted } from './forgery.js';
import { ROOT, type Running } from './processes.js';
import { airingsBetween, count, heardBy, heldPlan } from './proof.js';
import { fillRegister } from './registry.js';
import { type DemoServer, startServer } from './server.js';
import { openTraining } from './training.js';

const ONCE = process.env['ONCE'] === '1';
const DIR = join(ROOT, '.cache', 'demo');
/** Largest start error and least likeness that count as "played to the second". */
const ERROR_MS_MAX = 100;
const SCORE_MIN = 0.8;
/** Time from scheduling to the first airing: enough to sign, send, fetch and store. */
const LEAD_MS = 20_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const startedAt = performance.now();
  rmSync(DIR, { recursive: true, force: true });
  mkdirSync(DIR, { recursive: true });
  const accounts = makeAccounts();
  const server = await startServer(DIR, accounts.admin);
  const running: Running[] = [server.process];
  stopAtTheEnd(running);
  say(`Máy chủ: ${server.url}`);
  const people = await bringIn(server.url, accounts);
  const boxes = boxesIn(DIR);
  for (const one of boxes) {
    await enrolBox(people.technician, one);
    running.push(runBox(one, DIR));
    say(`Đã đăng ký và chạy ${one.name}`);
  }
  const airing = await air(people, boxes);
  const proof = await prove({ people, boxes, server, startedAt }, airing);
  if (!ONCE) {
    await prepareWarning(people.official, people.approver, QUY_NHON);
    say('Một cảnh báo lũ đã duyệt sẵn nằm trên mọi cụm loa của phường Quy Nhơn');
    const { hamlets, clusters } = await fillRegister(people, boxes);
    say(`Sổ địa bàn minh hoạ: ${hamlets} thôn, ${clusters} cụm loa (mục Độ phủ, Sổ địa bàn)`);
    const codes = await codesFor(server.env, accounts, people);
    const learners = await openTraining(people.admin);
    const words = await wordsFor(server.env, learners);
    const everybody = printable([...Object.values(accounts), ...learners]);
    return stayUp(server.url, { people: everybody, codes, words }, proof);
  }
  await stopAll(running);
  say(JSON.stringify(proof.figures));
  process.exit(proof.good ? 0 : 1);
}

type Aired = { at: number; endAt: number; decisionMs: number; clips: Map<string, MadeBulletin> };

/** The main job: two notices made, approved and scheduled; the whole decision voiced meanwhile. */
async function air(people: People, boxes: readonly Box[]): Promise<Aired> {
  const first = await importText(people.official, QUY_NHON, NOTICES.quyNhon);
  const second = await importText(people.otherOfficial, AN_NHON, NOTICES.anNhon);
  const quyNhon = await voice(people.official, first.id, () => undefined);
  const anNhon = await voice(people.otherOfficial, second.id, () => undefined);
  await approve(people.official, people.approver, quyNhon.id);
  await approve(people.otherOfficial, people.otherApprover, anNhon.id);
  const at = Math.ceil((Date.now() + LEAD_MS) / 1000) * 1000;
  const from = localDateOf(instant(at + 86_400_000));
  await schedule(people.official, quyNhon, { areaId: QUY_NHON, at, from });
  await schedule(people.otherOfficial, anNhon, { areaId: AN_NHON, at: at + 2000, from });
  say(`Lịch phát đã gửi: ${formatLocal(instant(at))}, rồi 05:00 và 17:00 hằng ngày`);
  for (const one of boxes) await readyBox(people.viewer, one.id);
  say('Ba cụm loa đã nhận kế hoạch và tải xong âm thanh');
  const decision = await voiceDecision(people.official, QUY_NHON);
  say(
    `Quyết định 1462/QĐ-UBND: ${(decision.durationMs / 60_000).toFixed(1)} phút; bỏ ${decision.script.dropped.length} dòng:`,
  );
  for (const line of leftOut(decision)) say(`    ${line}`);
  const endAt = at + 2000 + Math.max(quyNhon.durationMs, anNhon.durationMs);
  const clips = new Map([
    [QUY_NHON, quyNhon],
    [AN_NHON, anNhon],
  ]);
  return { at, endAt, decisionMs: decision.durationMs, clips };
}

/** What was not read, each line once with how often. */
function leftOut({ script }: MadeBulletin): string[] {
  const times = new Map<string, number>();
  for (const { reason, text } of script.dropped) {
    const line = `[${reason}] ${text.length > 90 ? `${text.slice(0, 89)}…` : text}`;
    times.set(line, (times.get(line) ?? 0) + 1);
  }
  return [...times].map(([line, count]) => (count === 1 ? line : `${line} (${count} lần)`));
}

type World = { people: People; boxes: readonly Box[]; server: DemoServer; startedAt: number };
type Proof = { good: boolean; figures: Record<string, unknown> };

async function prove(world: World, aired: Aired): Promise<Proof> {
  const { people, boxes, server, startedAt } = world;
  const window = [aired.at - 1000, aired.endAt + 1000] as const;
  const airings = await until(
    'all play records',
    { everyMs: 500, limitMs: aired.endAt - Date.now() + 60_000 },
    async () => {
      const all = await airingsBetween(people.viewer, ...window);
      return Date.now() > aired.endAt &&
        all.length >= boxes.length &&
        all.every((one) => one.pieces.length > 0)
        ? all
        : null;
    },
  );
  const counts = count(airings);
  const heard = [];
  for (const one of boxes) {
    const clip = aired.clips.get(one.areaId)?.clip;
    const airing = airings.find((candidate) => candidate.deviceId === one.id);
    if (clip == null || airing === undefined) throw new Error(`${one.id}: nothing to compare`);
    const session = one.areaId === QUY_NHON ? people.official : people.otherOfficial;
    heard.push(
      await heardBy(
        one,
        { session, sha256: clip.sha256, file: join(DIR, `${one.id}.mp3`) },
        airing.startAt,
      ),
    );
  }
  for (const one of heard)
    say(
      `  ${one.deviceId}: lệch ${one.errorMs.toFixed(1)} ms, giống ${(one.score * 100).toFixed(1)} %`,
    );
  const held = await holdings(people, boxes);
  const unsignedAccepted = held.foreign + (await forgeryAccepted(server, boxes, people.technician));
  const onTime = heard.every(
    (one) => Math.abs(one.errorMs) <= ERROR_MS_MAX && one.score >= SCORE_MIN,
  );
  const good =
    onTime &&
    counts.played === counts.planned &&
    counts.planned >= boxes.length &&
    counts.lost + counts.duplicate + unsignedAccepted === 0;
  const { planned, ...rest } = counts;
  return {
    good,
    figures: {
      planned,
      delivered: held.delivered,
      cached: held.cached,
      ...rest,
      unsignedAccepted,
      worstStartErrorMs: Math.max(...heard.map((one) => Math.abs(one.errorMs))),
      decisionMinutes: Number((aired.decisionMs / 60_000).toFixed(1)),
      installS: Number(process.env['LOASO_INSTALL_S'] ?? 0),
      buildS: Number(process.env['LOASO_BUILD_S'] ?? 0),
      toFirstSoundS: Number(
        ((performance.now() - startedAt - (Date.now() - aired.at)) / 1000).toFixed(1),
      ),
    },
  };
}

/** Airings whose box acknowledged the newest plan and holds all its files; plans nobody signed. */
async function holdings(people: People, boxes: readonly Box[]) {
  let [delivered, cached, foreign] = [0, 0, 0];
  for (const one of boxes) {
    const { device } = await deviceOf(people.viewer, one.id);
    const held = await heldPlan(one);
    if (device.desired !== null && device.acked?.mark?.hash === device.desired.mark.hash)
      delivered += 1;
    if (device.status !== null && device.status.cache.have === device.status.cache.needed)
      cached += 1;
    if (held !== null && held !== device.desired?.mark.hash) foreign += 1;
  }
  return { delivered, cached, foreign };
}

type Printed = { readonly people: string; readonly codes: string; readonly words: string };

function stayUp(url: string, { people, codes, words }: Printed, proof: Proof): void {
  say(`\n${JSON.stringify(proof.figures)}`);
  say(`\nLoa Số đang chạy: ${url}\nTài khoản trình diễn (tạo mới ở lần chạy này):\n${people}`);
  say(
    `\nKhoá mã xác nhận cho cảnh báo khẩn cấp và khi duyệt bản tin (gõ vào ứng dụng xác thực, loại «theo thời gian»):\n${codes}`,
  );
  say(
    `\nMã mời của người tập (gõ ở Tài khoản → Cài mã 6 số, rồi quét bằng điện thoại):\n${words}\n`,
  );
  say('Muốn quét mã QR thay vì gõ: vào Tài khoản, đổi khoá bằng một mã của khoá đang dùng.');
  say('Dây loa của cụm thôn Hòa Cư được làm đứt giả: hai phút nữa xem mục Sự cố.');
  say('Nhấn Ctrl+C để dừng.');
}

async function stopAll(running: readonly Running[]): Promise<void> {
  for (const one of [...running].reverse()) await one.stop();
}

function stopAtTheEnd(running: readonly Running[]): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stopAll(running).then(() => process.exit(0)));
  }
}

main().catch((cause: unknown) => {
  process.stderr.write(
    `${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
  );
  process.exit(1);
});

/**
 * Changing a bulletin — sửa, xóa bản tin.
 *
 * An editor's words pass the same alphabet as the rules' words. Whatever was approved and is changed
 * leaves the air at once: the boxes get new plans before the answer.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Bulletin, BulletinChange } from '@loaso/shared/wire/http/content';
import type { Script, ScriptSentence } from '@loaso/shared/wire/script';
import { saysSomething } from '../../core/bulletin/content.js';
import { edit, removable } from '../../core/bulletin/lifecycle.js';
import { readable } from '../../core/bulletin/readable.js';
import { predictDurationMs } from '../../core/script/duration.js';
import { rereadSentence } from '../../core/script/reread.js';
import type { SiteLexicon } from '../../core/text/reading.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { findUndivided } from './find-bulletin.js';
import { addReading } from './lexicon.js';
import { auditBulletin, bulletinTarget, type Desk, type Found, save } from './ports.js';
import { linesUsing, republish, takenOff } from './reach-boxes.js';
import { lexiconAt } from './reading.js';
import { detailOf } from './shapes.js';

export async function changeBulletin(
  desk: Desk,
  actor: Actor,
  { id, change }: { readonly id: BulletinId; readonly change: BulletinChange },
): Answer<Bulletin> {
  const found = await findUndivided(desk, actor, { id, permission: 'write-bulletin' });
  if (!found.ok) return found;
  if (desk.jobs.ofBulletin(id) !== null) return err({ code: 'job-running' });
  if (change.saveToLexicon === undefined) return await rewrite(desk, actor, found.value, change);
  const { areaId } = found.value.bulletin;
  const added = await addReading(desk, actor, {
    areaId,
    match: 'any-case',
    ...change.saveToLexicon,
  });
  if (!added.ok) return added;
  // The lexicon has changed the bulletin already: the rest goes on top of that.
  const renewed = await findUndivided(desk, actor, { id, permission: 'write-bulletin' });
  return renewed.ok ? await rewrite(desk, actor, renewed.value, change) : renewed;
}

async function rewrite(
  desk: Desk,
  actor: Actor,
  { bulletin, areas }: Found,
  change: BulletinChange,
): Answer<Bulletin> {
  const { id } = bulletin;
  const lexicon = await lexiconAt(desk, areas, bulletin.areaId);
  const script = editedScript(bulletin.script, change, lexicon);
  if (!script.ok) return script;
  const { title, field, priority } = change;
  const changes = { title, field, priority, script: script.value };
  const edited = edit(bulletin, changes, [actor.userId]);
  if (!edited.ok) return edited;
  if (edited.value === bulletin) return ok(await detailOf(desk, bulletin, areas));
  const detail = `${bulletin.state} → ${edited.value.state}: ${whatChanged(change)}`;
  await auditBulletin(desk, actor.username, { act: 'change', id, detail });
  const saved = await save(desk, edited.value);
  if (!saved.ok) return saved;
  if (bulletin.state === 'approved') {
    const reason = {
      why: `${actor.username} changed ${id}`,
      change: takenOff(actor.username, bulletin),
    };
    const published = await republish(desk, [id], reason, bulletin);
    if (!published.ok) return published;
  }
  return ok(await detailOf(desk, saved.value, areas));
}

const whatChanged = (change: BulletinChange): string => {
  const { title, field, priority, spoken, leaveOut, bringBack } = change;
  return [
    title === undefined ? '' : `title “${title}”`,
    field === undefined ? '' : `field ${field}`,
    priority === undefined ? '' : `priority ${priority}`,
    spoken === undefined ? '' : `sentences ${Object.keys(spoken).join(' ')}`,
    leaveOut === undefined ? '' : `left out ${leaveOut.join(' ')}`,
    bringBack === undefined ? '' : `brought back ${bringBack.join(' ')}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, 500);
};

/**
 * The script with the editor's words in it; a sentence left out keeps its writing, not its sound, and
 * one brought back is read from its writing again.
 */
function editedScript(
  script: Script,
  change: BulletinChange,
  lexicon: SiteLexicon,
): Result<Script, Refusal> {
  const words = wordsTyped(change);
  if (!words.ok) return words;
  const back = new Set(change.bringBack);
  const stray = strayIndex(script, [...words.value.keys(), ...back]);
  if (stray !== undefined) {
    return err({ code: 'sentence-not-readable', index: stray, detail: 'không có câu này' });
  }
  if (words.value.size + back.size === 0) return ok(script);
  const sentences = script.sentences.map((sentence) => {
    const typed = words.value.get(sentence.index);
    const read = () => rereadSentence(script, sentence, lexicon);
    if (typed !== undefined) return reworded(sentence, typed, () => read().spoken);
    return back.has(sentence.index) && !isRead(sentence) ? broughtBack(sentence, read()) : sentence;
  });
  const next = { ...script, sentences, expectedMs: predictDurationMs(sentences.filter(isRead)) };
  return saysSomething(next) ? ok(next) : err({ code: 'nothing-to-read' });
}

/** Words by sentence: '' where it is left out. */
function wordsTyped({
  spoken = {},
  leaveOut = [],
}: BulletinChange): Result<Map<number, string>, Refusal> {
  const words = new Map<number, string>(leaveOut.map((index) => [index, '']));
  for (const [key, typed] of Object.entries(spoken)) {
    const index = Number(key);
    const sentence = readable(typed);
    if (!sentence.ok) {
      return err({ code: 'sentence-not-readable', index, detail: sentence.error });
    }
    words.set(index, sentence.value);
  }
  return ok(words);
}

function strayIndex(script: Script, indexes: readonly number[]): number | undefined {
  const known = new Set(script.sentences.map(({ index }) => index));
  return indexes.find((index) => !known.has(index));
}

/** The rules' words again: nobody's own any more. */
function broughtBack(
  { edited: _own, ...sentence }: ScriptSentence,
  read: Pick<ScriptSentence, 'spoken' | 'uncertain'>,
): ScriptSentence {
  return { ...sentence, ...read };
}

const isRead = ({ spoken }: ScriptSentence): boolean => spoken !== '';

/** What an editor has worded is certain, and theirs unless the rules would say the very same. */
function reworded(sentence: ScriptSentence, spoken: string, ruled: () => string): ScriptSentence {
  const { edited, ...rest } = sentence;
  const own = spoken !== ruled();
  return { ...rest, spoken, uncertain: [], ...(own ? { edited: true } : {}) };
}

/** Only a draft that was never approved vanishes; anything else stays for the record. */
export async function removeBulletin(desk: Desk, actor: Actor, id: BulletinId): Answer<null> {
  const found = await findUndivided(desk, actor, { id, permission: 'write-bulletin' });
  if (!found.ok) return found;
  const { bulletin } = found.value;
  if (bulletin.series !== undefined) return err({ code: 'in-series' });
  if (desk.jobs.ofBulletin(id) !== null) return err({ code: 'job-running' });
  const lines = await linesUsing(desk, [id]);
  if (lines.length > 0) return err({ code: 'bulletin-in-use', entries: lines.length });
  const past = await desk.store.audit.eventsOf(bulletinTarget(id), 1_000);
  const wasApproved = past.some(({ act }) => act === 'bulletin.approve');
  if (!removable(bulletin) || wasApproved) {
    const state = wasApproved ? 'approved' : bulletin.state;
    return err({ code: 'wrong-state', state, needs: 'draft' });
  }
  await auditBulletin(desk, actor.username, { act: 'remove', id, detail: bulletin.title });
  await desk.store.content.removeBulletin(id);
  desk.live.push(bulletin.areaId, {
    kind: 'bulletin',
    at: desk.clock.now(),
    bulletinId: id,
    state: 'removed',
  });
  return ok(null);
}

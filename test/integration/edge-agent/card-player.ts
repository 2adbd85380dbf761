/**
 * A card made of a script — thẻ âm thanh giả.
 *
 * Takes samples like aplay, in real time, keeps what it has played, and tells like a kernel how much
 * that is. Its count is as fresh as its process is quick; a kernel's is exact. When its input ends it
 * plays what it has and ends, so that one card never has two of them.
 */

/** Reads its input at the pace of a card with a buffer of 100 ms. */
export const playerScript = (
  status: string,
  samples: string,
  lifeMs: number,
): string => `#!${process.execPath}
const { writeFileSync, appendFileSync, renameSync } = require('node:fs');
const queue = [];
let origin = 0, played = 0, waiting = 0, ended = false;
const clock = () => Number(process.hrtime.bigint() / 1000n) / 1000;
process.stdin.on('data', (chunk) => {
  queue.push(chunk);
  waiting += chunk.length;
  if (waiting > 9600) process.stdin.pause();
});
process.stdin.on('end', () => { ended = true; });
const tell = () => {
  const fresh = '${status}.' + process.pid;
  writeFileSync(fresh, 'state: RUNNING\\nowner_pid   : ' + process.pid + '\\nhw_ptr      : ' + played + '\\n');
  renameSync(fresh, '${status}');
};
setInterval(() => {
  if (origin === 0) {
    if (waiting < 4800 && !ended) return;
    origin = clock();
    writeFileSync('${samples}', '');
    writeFileSync('${samples}.json', JSON.stringify({ originMs: Date.now() }));
  }
  const due = Math.floor((clock() - origin) * 24) * 2;
  let want = due - played * 2;
  while (want > 0 && queue.length > 0) {
    const head = queue[0];
    const used = head.subarray(0, want);
    appendFileSync('${samples}', used);
    played += used.length >> 1;
    want -= used.length;
    waiting -= used.length;
    if (used.length === head.length) queue.shift();
    else queue[0] = head.subarray(used.length);
  }
  if (ended && queue.length === 0) process.exit(0);
  if (waiting <= 9600) process.stdin.resume();
  tell();
}, 5);
setTimeout(() => process.exit(3), ${lifeMs});
`;

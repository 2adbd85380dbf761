/**
 * Escape worker — luồng thử thoát ra ngoài.
 *
 * Does what a crafted file would make a parser do: call out, read a neighbour, start a process. Answers
 * what succeeded. With and without confinement it is its own positive twin.
 */
import childProcess, { execFileSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { connect, Socket } from 'node:net';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { confineThread } from '#server/adapters/ingest/confine';

type Plan = { readonly confined: boolean; readonly port: number; readonly neighbour: string };

const { confined, port, neighbour } = workerData as Plan;

const connected = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });

const WAYS: Readonly<Record<string, () => unknown>> = {
  fetch: () => fetch(`http://127.0.0.1:${port}/fetch`),
  http: () =>
    new Promise((resolve, reject) => {
      http.get(`http://127.0.0.1:${port}/http`, resolve).once('error', reject);
    }),
  connect: () => connected(connect(port, '127.0.0.1')),
  socket: () => connected(new Socket().connect(port, '127.0.0.1')),
  lookup: () => lookup('localhost'),
  thread: () => new Worker('', { eval: true }),
  readFileSync: () => readFileSync(neighbour),
  readFile: () => readFile(neighbour),
  execFile: () => execFileSync('/bin/true'),
  spawn: () => childProcess.spawnSync('/bin/true'),
};

const succeeded: string[] = [];
if (confined) confineThread();
for (const [name, way] of Object.entries(WAYS)) {
  try {
    await way();
    succeeded.push(name);
  } catch {
    // Failing is what a confined thread is for; the answer lists what did not fail.
  }
}
parentPort?.postMessage(succeeded);

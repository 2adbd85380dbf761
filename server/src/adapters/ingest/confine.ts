/**
 * Confinement — giam luồng đọc tệp.
 *
 * Takes network, processes and files away from the thread it is called in: what a parser of strangers'
 * files does not need, a crafted file cannot use. Promises that every such call fails from then on. It
 * concerns this thread only.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import dnsPromises from 'node:dns/promises';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import threads from 'node:worker_threads';

const refuse = (name: string) => (): never => {
  throw new Error(`${name} is not available to a reader of files`);
};

const NETWORK_GLOBALS = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'] as const;

/** Replaces every function of a module. */
const close = (name: string, module: object, keep: (member: string) => boolean): void => {
  for (const member of Object.keys(module)) {
    const value: unknown = Reflect.get(module, member);
    const isClass = /^[A-Z]/.test(member);
    if (typeof value !== 'function' || isClass || keep(member)) continue;
    Reflect.set(module, member, refuse(`${name}.${member}`));
  }
};

/** Closes network, processes and files for the calling thread, for good. */
export const confineThread = (): void => {
  for (const name of NETWORK_GLOBALS) Reflect.deleteProperty(globalThis, name);
  const none = (): boolean => false;
  for (const [name, module] of Object.entries({
    net,
    tls,
    dns,
    dnsPromises,
    dgram,
    http,
    https,
    http2,
  })) {
    close(name, module, none);
  }
  close('child_process', childProcess, none);
  close('fs', fs, none);
  close('fs/promises', fsPromises, none);
  // A thread started from here would be free again.
  Reflect.set(threads, 'Worker', refuse('worker_threads.Worker'));
  Reflect.set(dns, 'Resolver', refuse('dns.Resolver'));
  Reflect.set(dnsPromises, 'Resolver', refuse('dns.Resolver'));
  Reflect.set(process, 'dlopen', refuse('process.dlopen'));
  Reflect.set(process, 'binding', refuse('process.binding'));
  net.Socket.prototype.connect = refuse('net.Socket.connect');
  dgram.Socket.prototype.send = refuse('dgram.Socket.send');
  syncBuiltinESMExports();
};

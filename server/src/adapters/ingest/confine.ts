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
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

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
  for (const [name, module] of Object.entries({ net, tls, dns, dgram, http, https })) {
    close(name, module, none);
  }
  close('child_process', childProcess, none);
  close('fs', fs, none);
  close('fs/promises', fsPromises, none);
  net.Socket.prototype.connect = refuse('net.Socket.connect');
  dgram.Socket.prototype.send = refuse('dgram.Socket.send');
  syncBuiltinESMExports();
};

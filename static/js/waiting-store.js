// What waits to be sent, in this browser's own database. Each item is sealed under a key of its account, which the
// browser keeps and gives to nobody; what stands beside it in clear tells nothing of anybody.
const NAME = "waiting";
const ITEMS = "items";
const KEYS = "keys";
const STATE = "state";
const SEALED_BY = "AES-GCM";
let opening = null;
// What was unsealed once on this page, by its number: unsealing all of much anew at each step took minutes.
const unsealed = new Map();

function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

function database() {
  opening ??= open();
  opening.catch(() => (opening = null));
  return opening;
}

async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    const made = request.result;
    const items = made.createObjectStore(ITEMS, { keyPath: "seq", autoIncrement: true });
    items.createIndex("account", "account");
    items.createIndex("id", ["account", "id"], { unique: true });
    made.createObjectStore(KEYS);
    made.createObjectStore(STATE);
  };
  const found = await answered(request);
  found.onclose = () => (opening = null);
  found.onversionchange = () => {
    found.close();
    opening = null;
  };
  return found;
}

/** Whether this browser keeps anything at all: not where the page came over plain http, for one. */
export function canKeep() {
  return Boolean(globalThis.indexedDB && globalThis.crypto?.subtle);
}

async function read(name, ask) {
  const store = (await database()).transaction(name).objectStore(name);
  return answered(ask(store));
}

// On the disk before it counts as done: a browser may be killed at any time.
async function write(name, ask) {
  const transaction = (await database()).transaction(name, "readwrite", { durability: "strict" });
  ask(transaction.objectStore(name));
  return done(transaction);
}

async function keyOf(account) {
  const known = await read(KEYS, (keys) => keys.get(account));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: SEALED_BY, length: 256 }, false, ["encrypt", "decrypt"]);
  try {
    await write(KEYS, (keys) => keys.add(made, account));
  } catch (error) {
    const theirs = await read(KEYS, (keys) => keys.get(account)); // another tab was first
    if (!theirs) throw error;
    return theirs;
  }
  return made;
}

function under(account, name, iv) {
  return { name: SEALED_BY, iv, additionalData: new TextEncoder().encode(`${account} ${name}`) };
}

async function seal(account, name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, sealed: await crypto.subtle.encrypt(under(account, name, iv), await keyOf(account), text) };
}

async function unseal(account, name, { iv, sealed }) {
  const text = await crypto.subtle.decrypt(under(account, name, iv), await keyOf(account), sealed);
  return JSON.parse(new TextDecoder().decode(text));
}

/** Keeps one more item; one whose id is there already is that one. Fails where it cannot be kept. */
export async function add(account, item) {
  const row = { account, id: item.id, ...(await seal(account, item.id, item)) };
  try {
    await write(ITEMS, (items) => items.add(row));
  } catch (error) {
    if (error?.name !== "ConstraintError") throw error;
  }
}

/** All that waits for this account, in the order in which it was made; what cannot be read says so. */
export async function list(account) {
  const rows = await read(ITEMS, (items) => items.index("account").getAll(account));
  rows.sort((one, other) => one.seq - other.seq);
  const there = new Set(rows.map((row) => row.seq));
  for (const seq of unsealed.keys()) if (!there.has(seq)) unsealed.delete(seq);
  return Promise.all(rows.map((row) => itemOf(account, row)));
}

// The same object as long as it says the same.
async function itemOf(account, row) {
  const mark = `${account} ${row.iv}`;
  const known = unsealed.get(row.seq);
  if (known?.mark === mark) return known.item;
  try {
    const item = { ...(await unseal(account, row.id, row)), seq: row.seq };
    unsealed.set(row.seq, { mark, item });
    return item;
  } catch {
    return { id: row.id, fields: [], wrong: {}, seq: row.seq };
  }
}

export async function isThere({ seq }) {
  return (await read(ITEMS, (items) => items.count(seq))) > 0;
}

/** Says something else of an item, if it still waits. */
export async function change(account, item) {
  const { seq, ...kept } = item;
  const row = { seq, account, id: item.id, ...(await seal(account, item.id, kept)) };
  await write(ITEMS, (items) => {
    items.count(seq).onsuccess = ({ target }) => target.result && items.put(row);
  });
}

export function remove({ seq }) {
  return write(ITEMS, (items) => items.delete(seq));
}

export function count(account) {
  return read(ITEMS, (items) => items.index("account").count(account));
}

/** How many wait for anybody on this device. */
export function countAll() {
  return read(ITEMS, (items) => items.count());
}

/** Lets go of all that is of this account: its items, its key and what was kept to be read. */
export async function forget(account) {
  const rows = await read(ITEMS, (items) => items.index("account").getAllKeys(account));
  await write(ITEMS, (items) => rows.forEach((seq) => items.delete(seq)));
  await write(KEYS, (keys) => keys.delete(account));
  await write(STATE, (state) => ["who", `kept ${account}`, `wanted ${account}`].forEach((one) => state.delete(one)));
}

export function state(name) {
  return read(STATE, (kept) => kept.get(name));
}

export function setState(name, value) {
  return write(STATE, (kept) => (value === undefined ? kept.delete(name) : kept.put(value, name)));
}

/** What was kept to be read without network; nothing where nothing was. */
export async function keptOf(account) {
  const found = await state(`kept ${account}`);
  return found && unseal(account, "kept", found).catch(() => undefined);
}

export async function keep(account, value) {
  await setState(`kept ${account}`, value === undefined ? undefined : await seal(account, "kept", value));
}

/** The sign-in ended: nothing that could be read stays, and what was not sent is kept for nobody but its account. */
export async function signedOut(account) {
  await keep(account, undefined);
  await setState(`wanted ${account}`, undefined);
  if ((await state("who")) === account) await setState("who", undefined);
}

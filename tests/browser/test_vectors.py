"""The known answers again, by an implementation that shares nothing with ours: the browser's own WebCrypto.

What a share's page does is among it: from the key in a link to the words. And records, session keys and HKDF, so that sealing
in the browser stays possible.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.browser.conftest import Newcomer

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "sealing" / "vectors.json").read_text(encoding="utf-8")
)

_OPEN = r"""
async (vectors) => {
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16));
  const hex = (buffer) => [...new Uint8Array(buffer)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const text = new TextEncoder();
  const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
  const number = (decimal) => {
    const eight = new DataView(new ArrayBuffer(8));
    eight.setBigUint64(0, BigInt(decimal));
    return new Uint8Array(eight.buffer);
  };
  const label = (name) => text.encode(`tegenwind/1/${name}`);
  const place = (name, ...more) => join(label(name), [0, 1], ...more);
  const hkdf = async (key, name, salt) => new Uint8Array(await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: salt || new Uint8Array(), info: label(name) },
    await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]), 256));
  const open = async (key, box, about) => {
    if (box[0] !== 1) throw new Error("format");
    const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.slice(1, 13), additionalData: about }, aes, box.slice(13)));
  };
  const words = (padded) => {
    const length = new DataView(padded.buffer).getUint32(0);
    if (padded.slice(4 + length).some(Boolean)) throw new Error("padding");
    return new TextDecoder("utf-8", { fatal: true }).decode(padded.slice(4, 4 + length));
  };
  const made = { shares: [], proofs: [], records: [], keys: [], passkeys: [], sessions: [], letters: [] };
  for (const one of vectors.shares) {
    const key = Uint8Array.from(atob(one.text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
    made.shares.push(words(await open(await hkdf(key, "share/body"), bytes(one.sealed), place("share/body", number(one.share_id)))));
    made.proofs.push(hex(await hkdf(key, "share/proof")));
  }
  for (const one of vectors.records) {
    const where = [number(one.vault_id), number(one.record_id), bytes(one.tag)];
    const key = await open(await hkdf(bytes(one.uk), "wrap"), bytes(one.wrapped_key), place("record/key", ...where));
    made.records.push(words(await open(key, bytes(one.body), place("record/body", ...where))));
  }
  for (const one of vectors.vault_keys) made.keys.push([hex(await hkdf(bytes(one.uk), "wrap")), hex(await hkdf(bytes(one.uk), "tag"))]);
  for (const one of vectors.passkeys) {
    const mac = await crypto.subtle.importKey("raw", bytes(one.pepper), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const mixed = new Uint8Array(await crypto.subtle.sign("HMAC", mac, bytes(one.prf)));
    made.passkeys.push(hex(await hkdf(mixed, "passkey", bytes(one.salt))));
  }
  for (const one of vectors.sessions) {
    const token = bytes(one.token);
    const about = place("session/uk", number(one.id), number(one.vault_id));
    made.sessions.push(hex(await open(await hkdf(token, "session/uk"), bytes(one.sealed_uk), about)));
  }
  for (const one of vectors.letters) {
    // PKCS #8 around the raw private key (RFC 8410).
    const raw = join(bytes("302e020100300506032b656e04220420"), bytes(one.private));
    const mine = await crypto.subtle.importKey("pkcs8", raw, "X25519", false, ["deriveBits"]);
    const writer = bytes(one.sealed).slice(1, 33);
    const theirs = await crypto.subtle.importKey("raw", writer, "X25519", false, []);
    const agreed = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, mine, 256));
    const key = await hkdf(agreed, "inbox/letter", join(writer, bytes(one.public)));
    made.letters.push(words(await open(key, bytes(one.sealed).slice(33), place("inbox/letter", number(one.vault_id), number(one.letter_id)))));
  }
  let refused = 0;
  for (const one of vectors.refused.filter((found) => found.as === "share")) {
    try { words(await open(await hkdf(bytes(one.key), "share/body"), bytes(one.sealed), place("share/body", number(one.share_id)))); }
    catch (problem) { refused++; }
  }
  return { ...made, refused };
}
"""

#: What this small reader does not look at: sizes of buckets, and text that ends before its length says.
_ONLY_OURS = {"a longer bucket than the text asks for", "a length beyond the end"}


def test_webcrypto_gives_the_same_answers(newcomer: Newcomer) -> None:
    person = newcomer()
    person.go("/help-now/")
    made = person.page.evaluate(_OPEN, VECTORS)
    assert made["shares"] == [one["plain"] for one in VECTORS["shares"]]
    assert made["proofs"] == [one["proof"] for one in VECTORS["shares"]]
    assert made["records"] == [one["plain"] for one in VECTORS["records"]]
    assert made["keys"] == [[one["wrap"], one["tag"]] for one in VECTORS["vault_keys"]]
    assert made["passkeys"] == [one["slot_key"] for one in VECTORS["passkeys"]]
    assert made["sessions"] == [one["uk"] for one in VECTORS["sessions"]]
    assert made["letters"] == [one["plain"] for one in VECTORS["letters"]]
    bad = [one for one in VECTORS["refused"] if one["as"] == "share"]
    assert made["refused"] == len([one for one in bad if one["why"] not in _ONLY_OURS])

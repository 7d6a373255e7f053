/**
 * VERIFY.txt: how to check a proof by hand.
 */
import { redactionType } from './entry.ts'

interface Shown {
  readonly revision: string
  readonly type: string
  readonly created: string
  readonly state: string
}

/** The text of VERIFY.txt: how to check the folder with openssl, sha256sum and Python, in Danish and English. */
export const verifyText = (events: ReadonlyArray<Shown>): string => {
  const shown = events.find(({ state }) => state === 'intact') ?? events[0]
  const n = shown?.revision ?? '0'
  return `SÅDAN KONTROLLERES DENNE MAPPE · HOW TO VERIFY THIS FOLDER

DANSK

Mappen viser, at hændelserne nedenfor stod i en forseglet log, da dens checkpoint blev underskrevet. Den viser
ikke, at de er sande, og heller ikke, at der ikke er andre. Brug en nøgle, du har fået et andet sted fra end denne mappe:
sammenlign den med key.vkey. Kommandoerne skal bruge OpenSSL 3, sha256sum og Python 3 og ikke noget net. De står
under KOMMANDOER, for hændelse ${n}; skriv et andet nummer for de andre.

1. Underskriften på checkpoint. Svaret skal være "Signature Verified Successfully".
2. Bladets hash: SHA-256 af en nulbyte og N.entry.json.
3. Indholdet: SHA-256 af N.salt, SHA-256 af N.data og SHA-256 af N.metadata (eller af ingenting). Svaret skal være
   "digest" i N.entry.json. En hændelse uden N.data og N.salt er slettet: kun dens plads i loggen er bevist. Det
   må kun ske, hvor en ${redactionType} af samme samtale er forseglet efter den; ellers mangler saltet, og intet er bevist.
4. Vejen fra blad til rod (RFC 9162, 2.1.3.2) og det hele igen for alle hændelser: programmet nedenfor.

ENGLISH

The folder shows that the events below stood in a sealed log when its checkpoint was signed. It does not show that
they are true, nor that there are no others. Use a key that you got from somewhere else than this folder: compare it
with key.vkey. The commands need OpenSSL 3, sha256sum and Python 3, and no network. They stand under COMMANDS, for
event ${n}; write another number for the others.

1. The signature of the checkpoint. The answer has to be "Signature Verified Successfully".
2. The leaf hash: SHA-256 of a zero byte and N.entry.json.
3. The content: SHA-256 of N.salt, SHA-256 of N.data and SHA-256 of N.metadata (or of nothing). The answer has to be
   "digest" in N.entry.json. An event without N.data and N.salt is erased: only its place in the log is proven. That
   may be only where a ${redactionType} of its call is sealed after it; else the salt is missing, and nothing is proven.
4. The path from leaf to root (RFC 9162, 2.1.3.2), and everything again for all events: the program below.

HÆNDELSER · EVENTS

${events.map(({ revision, created, type, state }) => `${revision}  ${created}  ${printable(type)}  ${state}`).join('\n')}

KOMMANDOER · COMMANDS

# 1
sed '/^$/,$d' checkpoint > body
grep '^— ' checkpoint | head -1 | cut -d' ' -f3 | base64 -d | tail -c +5 > sig
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in body -sigfile sig
# 2
(printf '\\000'; cat ${n}.entry.json) | sha256sum
# 3
test -e ${n}.metadata || : > ${n}.metadata
(cat ${n}.salt; openssl dgst -sha256 -binary ${n}.data; openssl dgst -sha256 -binary ${n}.metadata) | sha256sum
# 4
sed -n '/^#!/,/^# end$/p' VERIFY.txt > verify.py
python3 verify.py *.tlog-proof
# end of commands

PROGRAM

${program}`
}

/** An event's type is text from outside: only what is harmless on a terminal is shown. */
const printable = (text: string): string => text.replace(/[^ -~]/g, '?').slice(0, 80)

const program = `#!/usr/bin/env python3
import base64, hashlib, json, os, sys

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def read(path):
    with open(path, "rb") as file:
        return file.read()

def check(path):
    stem = path[: -len(".tlog-proof")]
    head, checkpoint = read(path).split(b"\\n\\n", 1)
    lines = head.decode("ascii").split("\\n")
    if lines[0] != "c2sp.org/tlog-proof@v1":
        return "not a tlog-proof"
    if checkpoint != read(os.path.join(os.path.dirname(path), "checkpoint")):
        return "of another checkpoint"
    lines = [line for line in lines[1:] if not line.startswith("extra ")]
    index = int(lines[0].split(" ")[1])
    size, root = checkpoint.decode("utf-8").split("\\n")[1:3]
    entry = read(stem + ".entry.json")
    node, at, last = sha256(b"\\0", entry), index, int(size) - 1
    if not 0 <= at <= last:
        return "index beyond the tree"
    for line in lines[1:]:
        sibling = base64.b64decode(line, validate=True)
        if len(sibling) != 32 or last == 0:
            return "the path is too long"
        if at % 2 == 1 or at == last:
            node = sha256(b"\\1", sibling, node)
            while at % 2 == 0 and at != 0:
                at, last = at // 2, last // 2
        else:
            node = sha256(b"\\1", node, sibling)
        at, last = at // 2, last // 2
    if last != 0 or node != base64.b64decode(root, validate=True):
        return "the path does not lead to the root"
    if not os.path.exists(stem + ".salt"):
        return "the salt is missing" if os.path.exists(stem + ".data") else "erased"
    if not os.path.exists(stem + ".data"):
        return "ok, without content"
    metadata = read(stem + ".metadata") if os.path.exists(stem + ".metadata") else b""
    digest = sha256(read(stem + ".salt"), sha256(read(stem + ".data")), sha256(metadata))
    return "ok" if digest.hex() == json.loads(entry)["digest"] else "the data is not what was sealed"

def event(path):
    entry = json.loads(read(path[: -len(".tlog-proof")] + ".entry.json"))
    return entry["stream"], int(entry["revision"]), entry["type"]

def redacted(path, proven):
    stream, revision, _ = event(path)
    return any(s == stream and r > revision and t == "${redactionType}" for s, r, t in proven)

answers = [(path, check(path)) for path in sys.argv[1:]]
proven = [event(path) for path, answer in answers if answer == "erased" or answer.startswith("ok")]
for at, (path, answer) in enumerate(answers):
    if answer == "erased":
        answers[at] = (path, "ok, erased" if redacted(path, proven) else "the salt is missing")
for path, answer in answers:
    print(path + ": " + answer)
sys.exit(0 if answers and all(answer.startswith("ok") for _, answer in answers) else 1)
# end
`

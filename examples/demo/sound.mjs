// One second of sound: a tone of its own for each recording, as a WAV file.

const rate = 8_000

export const secondOfSound = hertz => {
  const samples = Buffer.alloc(rate * 2)
  for (let i = 0; i < rate; i++)
    samples.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * hertz * i) / rate)), i * 2)
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20) // PCM
  head.writeUInt16LE(1, 22) // one channel
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

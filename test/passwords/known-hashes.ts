/*
 * Hashes that other tools made: bcrypt by crypt(3), scrypt and PBKDF2 by Python's hashlib, argon2 by the reference
 * implementation through argon2-cffi.
 */

/** Passwords whose hashes are below: plain, beyond ASCII, and longer than bcrypt looks at. */
const [plain, international, long] = [
  'eleven purple turnips in a row',
  'Grüße, 世界 😀 and more',
  `${'a'.repeat(71)}bc`,
] as const;

/** What was hashed, in which format, and the hash. */
export const knownHashes: readonly {
  readonly made: string;
  readonly password: string;
  readonly hash: string;
}[] = [
  {
    made: 'bcrypt 2a',
    password: plain,
    hash: '$2a$05$abcdefghijklmnopqrstuunLwM.Di.SN2hD4VMTbZ1KC4VNAiocPm',
  },
  {
    made: 'bcrypt 2b',
    password: plain,
    hash: '$2b$05$abcdefghijklmnopqrstuunLwM.Di.SN2hD4VMTbZ1KC4VNAiocPm',
  },
  {
    made: 'bcrypt 2y',
    password: plain,
    hash: '$2y$05$abcdefghijklmnopqrstuunLwM.Di.SN2hD4VMTbZ1KC4VNAiocPm',
  },
  {
    made: 'scrypt',
    password: plain,
    hash: '$scrypt$ln=12,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$kTTmmbudGpuoirDZosnnVaVjgUcd+xMrNYj38t+1/2c',
  },
  {
    made: 'scrypt p2',
    password: plain,
    hash: '$scrypt$ln=10,r=4,p=2$AAECAwQFBgcICQoLDA0ODw$MRaKmzpyGwOdOh5B6znUHJ0bNk97+IdR63y714LMOodDBxhxEFeq39qK7BS2qG4xJjB3zyBbulF3f19mtZUsjA',
  },
  {
    made: 'Django sha256',
    password: plain,
    hash: 'pbkdf2_sha256$20000$seasalt0$7Q98QyD+WfY0thkyvhVjAAJqk25U1mfry6ZRxPuf5AU=',
  },
  { made: 'Django sha1', password: plain, hash: 'pbkdf2_sha1$20000$seasalt0$r8Ns5bnEaInHSesBaCFHmDowM1M=' },
  {
    made: 'aspnet sha1',
    password: plain,
    hash: 'AQAAAAAAACcQAAAAEAABAgMEBQYHCAkKCwwNDg/8yIL/FoF8YK46wopBoY9Uqtd6em27Un+ckwaAHg5nCQ==',
  },
  {
    made: 'aspnet sha256',
    password: plain,
    hash: 'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg9JCqW4DRmuj3S9UZ27V7FvywO61n1aadwb1ClDjwVqKA==',
  },
  {
    made: 'aspnet sha512',
    password: plain,
    hash: 'AQAAAAIAACcQAAAAEAABAgMEBQYHCAkKCwwNDg9QQE5ordIRNVeWj/iq9Gih8OjkOIkTt16PFgxSHa266Q==',
  },
  {
    made: 'bcrypt 2a',
    password: international,
    hash: '$2a$05$abcdefghijklmnopqrstuunIZfOaeiBcyOxVbWwcn09RQtJ3e9DQW',
  },
  {
    made: 'bcrypt 2b',
    password: international,
    hash: '$2b$05$abcdefghijklmnopqrstuunIZfOaeiBcyOxVbWwcn09RQtJ3e9DQW',
  },
  {
    made: 'bcrypt 2y',
    password: international,
    hash: '$2y$05$abcdefghijklmnopqrstuunIZfOaeiBcyOxVbWwcn09RQtJ3e9DQW',
  },
  {
    made: 'scrypt',
    password: international,
    hash: '$scrypt$ln=12,r=8,p=1$AQIDBAUGBwgJCgsMDQ4PEA$U/ZacW/hoVu50eCAwI6krI4/76fUpxuxwHmN87o0Y0A',
  },
  {
    made: 'scrypt p2',
    password: international,
    hash: '$scrypt$ln=10,r=4,p=2$AQIDBAUGBwgJCgsMDQ4PEA$3NCiGO9mCyMaRmRUKuRNVjyEiDNORzJuCHI9dTEwVLpO3NYMGcrLrRPlgO8ZCttLmKcDCrsYbRpKJC5sjSZHLA',
  },
  {
    made: 'Django sha256',
    password: international,
    hash: 'pbkdf2_sha256$20000$seasalt1$9DPJ2CYIFrdcmBcLzTCATSx7SX31VSh9dCELLrMDJMs=',
  },
  {
    made: 'Django sha1',
    password: international,
    hash: 'pbkdf2_sha1$20000$seasalt1$g4za1HFiuoGTAK41mwASLo5BbmM=',
  },
  {
    made: 'aspnet sha1',
    password: international,
    hash: 'AQAAAAAAACcQAAAAEAECAwQFBgcICQoLDA0ODxDK29HjjNqq+s7hFzdYNV7MTaouMFQn0l0zi4qgZaR4VQ==',
  },
  {
    made: 'aspnet sha256',
    password: international,
    hash: 'AQAAAAEAACcQAAAAEAECAwQFBgcICQoLDA0ODxCR1gvYcKnOwSuG6MPKEPuLaEFj4ivGIg/3iAjNb6ozKQ==',
  },
  {
    made: 'aspnet sha512',
    password: international,
    hash: 'AQAAAAIAACcQAAAAEAECAwQFBgcICQoLDA0ODxAhuczHdP+UVOT63PRZO2juRu2UCLpLO4J6KVBTMhgmoQ==',
  },
  { made: 'bcrypt 2a', password: long, hash: '$2a$05$abcdefghijklmnopqrstuuBfGI0q2tKYKLMVBvjMf1yhDo9itGOuG' },
  { made: 'bcrypt 2b', password: long, hash: '$2b$05$abcdefghijklmnopqrstuuBfGI0q2tKYKLMVBvjMf1yhDo9itGOuG' },
  { made: 'bcrypt 2y', password: long, hash: '$2y$05$abcdefghijklmnopqrstuuBfGI0q2tKYKLMVBvjMf1yhDo9itGOuG' },
  {
    made: 'scrypt',
    password: long,
    hash: '$scrypt$ln=12,r=8,p=1$AgMEBQYHCAkKCwwNDg8QEQ$80E0PS69nvUeTWjsbMQdVHELIdbdtBETZkw4w08xbl8',
  },
  {
    made: 'scrypt p2',
    password: long,
    hash: '$scrypt$ln=10,r=4,p=2$AgMEBQYHCAkKCwwNDg8QEQ$yQZ/YzoycKPd6jw4EKqUCKqnuC4EbRKcxquYxk4Vgu2aArJPrDPVJSsoMK6PS0TYMYzatv+pB9BK/UPKGl9/hQ',
  },
  {
    made: 'Django sha256',
    password: long,
    hash: 'pbkdf2_sha256$20000$seasalt2$kVoVFIG+uhIgoB7e/Mq74z10s3w/2U+83lAMfCff5+g=',
  },
  { made: 'Django sha1', password: long, hash: 'pbkdf2_sha1$20000$seasalt2$L2pVwitZKzPeHQgQpn/hyB2fogI=' },
  {
    made: 'aspnet sha1',
    password: long,
    hash: 'AQAAAAAAACcQAAAAEAIDBAUGBwgJCgsMDQ4PEBEPeOz62RzmOBaQpZwB3DdMITuAPUbxhRlVDl0dUjd9SA==',
  },
  {
    made: 'aspnet sha256',
    password: long,
    hash: 'AQAAAAEAACcQAAAAEAIDBAUGBwgJCgsMDQ4PEBGFzb+QGsnZ9CSAMXPwfv1838KbP6gnqpGuX4YDKlaVEw==',
  },
  {
    made: 'aspnet sha512',
    password: long,
    hash: 'AQAAAAIAACcQAAAAEAIDBAUGBwgJCgsMDQ4PEBHsoZBF9d2Yd026dhNYGPI1DrUTstKnXzS9/JbIfclytw==',
  },
  {
    made: 'argon2id',
    password: plain,
    hash: '$argon2id$v=19$m=1024,t=2,p=2$AAECAwQFBgcICQoLDA0ODw$eDezZl5YN3UwVlrJHmLCUI7qhbZhPaVHgUPcz9qXlX8',
  },
  {
    made: 'argon2i',
    password: plain,
    hash: '$argon2i$v=19$m=1024,t=2,p=2$AAECAwQFBgcICQoLDA0ODw$iqAJwX7S/JMTcH29qJvxRP/AjYVcijOIitLyA8Xc4NU',
  },
  {
    made: 'argon2d',
    password: plain,
    hash: '$argon2d$v=19$m=1024,t=2,p=2$AAECAwQFBgcICQoLDA0ODw$xhl+/yhd4xOkijBUiGPRt6ojuguETXItDlJSNrg0ScE',
  },
  {
    made: 'argon2id v16',
    password: plain,
    hash: '$argon2id$v=16$m=1024,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$fwhda7JJicZ7jI+7cgb1HWJjl9FOdXcEID+L5T1P8Ao',
  },
  {
    made: 'argon2id',
    password: international,
    hash: '$argon2id$v=19$m=1024,t=2,p=2$AQIDBAUGBwgJCgsMDQ4PEA$agBoP1/fSQSyXhXz8sgvNbniz7CqeiFz2o+fIc8O8Zc',
  },
  {
    made: 'argon2i',
    password: international,
    hash: '$argon2i$v=19$m=1024,t=2,p=2$AQIDBAUGBwgJCgsMDQ4PEA$T4wQ+aBgLyK41/K1JOfpaSY7ZuHZIrl8VoHqqaE6XOE',
  },
  {
    made: 'argon2d',
    password: international,
    hash: '$argon2d$v=19$m=1024,t=2,p=2$AQIDBAUGBwgJCgsMDQ4PEA$Tyrh6AjTuQvb8oXahd6lrKeU0PKtq6709q0raRBS+Ss',
  },
  {
    made: 'argon2id v16',
    password: international,
    hash: '$argon2id$v=16$m=1024,t=2,p=1$AQIDBAUGBwgJCgsMDQ4PEA$kdfAM9tTEirvLAOQMZAyM+M4/k3lz0zAqhZqRd/LDvg',
  },
  {
    made: 'argon2id',
    password: long,
    hash: '$argon2id$v=19$m=1024,t=2,p=2$AgMEBQYHCAkKCwwNDg8QEQ$knpMOH8NBQw1WxZZIPHXzrfkzRfTwt3h1E1exZgng4E',
  },
  {
    made: 'argon2i',
    password: long,
    hash: '$argon2i$v=19$m=1024,t=2,p=2$AgMEBQYHCAkKCwwNDg8QEQ$aH6YrP2/CknIqsqzRkBqT57ECqf5FUEFz/lj/x/BuBw',
  },
  {
    made: 'argon2d',
    password: long,
    hash: '$argon2d$v=19$m=1024,t=2,p=2$AgMEBQYHCAkKCwwNDg8QEQ$/YZyM8e/l63+q2vaYwAcSlJgbDzrqOCjrfZW75m7fPw',
  },
  {
    made: 'argon2id v16',
    password: long,
    hash: '$argon2id$v=16$m=1024,t=2,p=1$AgMEBQYHCAkKCwwNDg8QEQ$mLTQUtBuJhk6jbD68+LfvfS4HPqf0Z1m9HLcpvChfjo',
  },
];

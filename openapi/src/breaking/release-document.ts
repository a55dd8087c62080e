import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { releaseChangelog } from './changelog.ts';
import { changelogFile, presentFile, readDocument, releasedFile } from './files.ts';

const { version } = readDocument(presentFile).info;
writeFileSync(changelogFile, releaseChangelog(readFileSync(changelogFile, 'utf8'), version));
copyFileSync(presentFile, releasedFile);
console.log(`The document of version ${version} is what later ones are compared with.`);

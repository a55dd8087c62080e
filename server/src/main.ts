import { parseConfig } from './config.ts';
import { describeFailure } from './start/describe-failure.ts';
import { type RunningService, startService } from './start-service.ts';

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function welcome({ url, bootstrapped, dependencies }: RunningService): void {
  if (bootstrapped?.generatedPassword !== undefined) {
    say('');
    say('  A super admin was made. The password is shown only now:');
    say(`    username  ${bootstrapped.username}`);
    say(`    password  ${bootstrapped.generatedPassword}`);
    say('');
  }
  const docs = dependencies.config.docs ? `, documentation at ${url}/docs` : '';
  say(`Roster listens on ${url}${docs}`);
}

async function main(): Promise<void> {
  const service = await startService(parseConfig(process.env));
  welcome(service);
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    say(`${signal}: finishing what is under way; send it again to stop at once.`);
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${describeFailure(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`Roster could not start. ${describeFailure(error)}\n`);
  process.exit(1);
});

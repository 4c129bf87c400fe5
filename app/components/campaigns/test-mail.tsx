import { Button, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';

export const TEST_MAIL_URL = '/app/campaigns/test-mail';

interface TestMailProps {
  body: { play: string; definition: object };
  /** The merchant's own address, to begin with. */
  address: string;
  isBroken: boolean;
}

/** Sends the mail, as the form has it now, to an address of the merchant's. */
export function TestMail({ body, address, isBroken }: TestMailProps) {
  const { messages } = useShell();
  const words = messages.campaignEditor.preview;
  const [to, setTo] = useState(address);
  const { run, isRunning, errors } = useAction();
  return (
    <TextField
      label={words.to}
      type="email"
      value={to}
      onChange={setTo}
      error={errors.to}
      autoComplete="email"
      connectedRight={
        <Button
          loading={isRunning}
          disabled={isBroken}
          onClick={() => run({ ...body, to: to.trim() }, TEST_MAIL_URL)}
        >
          {words.send}
        </Button>
      }
    />
  );
}

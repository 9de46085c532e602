import { ruleGroups } from './all-rules';

/** The page that lists all rules, in Markdown. */
export function ruleList(): string {
  const groups = ruleGroups.map(({ title, rules }) => {
    const lines = rules.map(
      ({ code, severity, demand, cure }) => `- **${code}** (${severity}): ${demand} Cure: ${cure}.`,
    );
    return `## ${title}\n\n${lines.join('\n')}\n`;
  });
  return `# What \`npm run check:widget\` checks

\`npm run check:widget -- FILE\` reads a widget's zip or folder, prints one line for everything that is wrong with it, and ends with exit code 1 if there is any fault. Warnings alone leave 0 and a last line \`ok\`. A line reads

\`\`\`
fault  <rule>  <file:line:column>  <what is wrong> — <cure>
\`\`\`

This page is written by \`node dist/check-widget/index.js --rules > docs/widget-check.md\`.

${groups.join('\n')}`;
}

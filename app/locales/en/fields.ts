import type { FieldProblem } from '#app/domain/campaigns/field-reader.ts';

/** What is wrong with a field of a form. */
export function describeProblem(problem: FieldProblem): string {
  switch (problem.code) {
    case 'missing':
      return 'This is needed.';
    case 'not_a_number':
      return 'Enter a number.';
    case 'not_whole':
      return 'Enter a whole number.';
    case 'out_of_range':
      return `Enter a number from ${problem.min} to ${problem.max}.`;
    case 'not_text':
      return 'Enter text.';
    case 'empty':
      return 'This may not be empty.';
    case 'too_long':
      return `At most ${problem.max} are allowed.`;
    case 'not_true_or_false':
      return 'Choose yes or no.';
    case 'not_a_list':
      return 'Choose from the list.';
    case 'not_an_object':
      return 'This part of the form is incomplete.';
    case 'not_one_of':
      return `Choose one of: ${problem.allowed.join(', ')}.`;
    case 'bad_pattern':
      return `Allowed here: ${problem.expected}.`;
    case 'not_for_play':
      return 'This campaign cannot have this.';
    case 'bad_template':
      return `The text cannot be filled in: ${problem.detail}`;
    case 'too_deep':
      return `Groups go at most ${problem.max} levels deep.`;
    case 'too_many':
      return `At most ${problem.max} conditions and groups are allowed.`;
    case 'before_start':
      return 'This day lies before the first one.';
    case 'taken':
      return 'Another one has this name already.';
  }
}

export const fields = { describeProblem };

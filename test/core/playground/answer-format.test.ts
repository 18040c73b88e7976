import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, it } from 'vitest';
import { writeAnswer } from '../../../core/playground/answer-format.ts';

it('writes xml that any parser takes, whatever the values hold', () => {
  const error_description = `a<b>&"c"'d' ]]> \u0000\u0008\uffff \u00e9`;
  const { text } = writeAnswer('xml', { error: 'invalid_grant', error_description, expires_in: 3600 });
  expect(XMLValidator.validate(text)).toBe(true);
  expect(new XMLParser({ trimValues: false }).parse(text).oauth).toEqual({
    error: 'invalid_grant',
    error_description: `a<b>&"c"'d' ]]>  \u00e9`,
    expires_in: 3600,
  });
});

it('writes forms with every value escaped', () => {
  const { text } = writeAnswer('urlencoded', { access_token: 'a+b=&', expires_in: 3600 });
  expect(text).toBe('access_token=a%2Bb%3D%26&expires_in=3600');
});

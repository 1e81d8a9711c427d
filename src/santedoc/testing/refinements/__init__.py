"""What the rows of a table do not say of its fields: the rules between them, by template.

A strategy is made from a table (`santedoc.testing.rows`): datatypes, value sets, cardinalities,
and the requirements that speak of one path. A new template, or a new document model, needs nothing
more as long as its rules stop there. Where they relate two fields, the round trip of generated
documents fails with the rule that was broken, and one entry is added here:

- for a template, in the module of its kind (`statements`, `problems`, `treatments`, `findings`,
  `header`): ``("KEY", "field"): strategy`` draws that field with the strategy, wherever the
  template or one that derives from it stands; ``None`` leaves it out; ``("KEY", WHOLE)`` draws the
  value as a whole, for shapes that exclude each other (closed lists with an end, others without);
- for a document model, a function in `models`, listed in `MODELS` by the key of its table: what it
  returns replaces the template's own in documents of that model alone. The code of the act
  (``act``), the type of document and the sections that the class requires need nothing.

A strategy of a template with some fields said is ``instances(table, known, said={…}, needs=(…))``.
"""

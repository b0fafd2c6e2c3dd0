package people

import "sarsen/redact"

// agree proposes the same for the same value wherever it stands, the most
// careful of what was proposed for it: a value hidden in one place and shown in
// another is not hidden, and what is a confidential source's in one place is so
// in all. People are decided on as persons; where one of their
// mentions differs its reason says why. Phrases and whole rows are no values.
func (b *builder) agree() {
	worst := make(map[string]proposal)
	for _, t := range b.texts {
		for _, m := range t.marks {
			k := valueKeyOf(m)
			had := worst[k]
			more, source := care(m.Proposal)-care(had.verdict), confided(m.Class) && !confided(had.class)
			if k != "" && (more > 0 || more == 0 && source) {
				worst[k] = proposal{m.Proposal, m.Code, m.Reason, m.Class}
			}
		}
	}
	for _, t := range b.texts {
		for i := range t.marks {
			m := &t.marks[i]
			p, ok := worst[valueKeyOf(*m)]
			source := confided(p.class) && !confided(m.Class)
			if ok && (source || p.verdict != m.Proposal) {
				m.Reason = "as elsewhere in this request: " + p.reason + "; here: " + m.Reason
				m.Proposal, m.Code = p.verdict, p.code
				if m.Class == "" || source {
					m.Class = p.class
				}
			}
		}
	}
}

func confided(c redact.Class) bool { return c == redact.ClassConfidential }

// valueKeyOf is the form in which values of marks compare equal, "" for marks
// that are about no value.
func valueKeyOf(m redact.Mark) string {
	if m.Kind == redact.Person || m.Kind == redact.Row || m.Kind == redact.Drawn || m.Kind.LowConfidence() {
		return ""
	}
	return string(m.Kind) + " " + compact(m.Text)
}

// care orders proposals by how careful they are.
func care(v redact.Verdict) int {
	switch v {
	case redact.Withhold:
		return 3
	case redact.Open:
		return 2
	case redact.Disclose:
		return 1
	}
	return 0
}

package service

import (
	"sarsen/agent/catalogue"
	"sarsen/agent/config"
	"sarsen/crawlers"
	"sarsen/redact/pack"
)

// packSource is a source as the pack tells of it.
func packSource(src config.Source, cov catalogue.Coverage) pack.Source {
	out := pack.Source{
		Name: src.Name, Location: src.Location, Searched: cov.Last.Finished, Seen: cov.Seen, Partial: cov.ByState[crawlers.Partial],
		Unread: map[string]int{}, Purpose: src.Purpose, LawfulBasis: string(src.LawfulBasis), Categories: src.Categories, Recipients: src.Recipients,
		Retention: src.Retention, Origin: src.Origin, Automated: src.AutomatedDecisions, Transfers: src.Transfers,
		ByMachine: string(src.Automated), Nature: string(src.Nature), Notes: src.Notes,
	}
	out.FieldOf = func(column string) (nature, meaning string) {
		f := src.Field(column)
		return string(f.Nature), f.Meaning
	}
	for state, n := range cov.ByState {
		if state.Read() {
			out.Read += n
		} else {
			out.Unread[string(state)] = n
		}
	}
	return out
}

-- Whether it hides anything is said by Active and Matched. An expired one is Healthy: a repository is replayed into new clusters.
local hs = { status = "Progressing", message = "waits for the operator" }
if obj.metadata.deletionTimestamp ~= nil then
  hs.message = "is being deleted"
  return hs
end
if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return hs
end
local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end
local ready = conditions["Ready"]
if ready == nil then
  return hs
end
hs.message = ready.message
if conditions["Stalled"] ~= nil and conditions["Stalled"].status == "True" then
  hs.status = "Degraded"
elseif ready.status == "True" then
  hs.status = "Healthy"
  if conditions["Active"] ~= nil and conditions["Active"].status ~= "True" then
    hs.message = "not active: " .. conditions["Active"].message
  elseif conditions["Matched"] ~= nil then
    hs.message = conditions["Matched"].message
  end
end
return hs

-- A baseline that names unknown controls, or has a review due, goes on with the rest: it is Healthy, and the message says so.
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
end
return hs
